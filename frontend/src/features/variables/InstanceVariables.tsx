/** The variables that hold in every project, for administrators. */
import { Button } from '@mantine/core';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, take } from '@/api';
import { ErrorLine, ErrorState, say, Sheet, SheetBar, SheetFoot, SkeletonRows } from '@/ui';
import { problemsOf, rowsOf, valuesOf } from './variableRows';
import classes from './Variables.module.css';
import { VariableTable } from './VariableTable';

const instanceQuery = () => queryOptions({ queryKey: ['instance-variables'], queryFn: ({ signal }) => take(api.GET('/api/variables', { signal })) });

export function InstanceVariables() {
  const found = useQuery(instanceQuery());
  return (
    <Sheet className={classes.sheet} label="Variables of this Atelier">
      <SheetBar title="Variables of this Atelier" />
      {found.error ? (
        <ErrorState error={found.error} what="the variables of this Atelier" onRetry={() => void found.refetch()} />
      ) : found.data ? (
        <Editor key={JSON.stringify(found.data.variables)} values={found.data.variables} />
      ) : (
        <SkeletonRows rows={3} height={44} awaited="the variables of this Atelier" />
      )}
    </Sheet>
  );
}

function Editor({ values }: { values: Record<string, unknown> }) {
  const [rows, setRows] = useState(() => rowsOf(values));
  const queryClient = useQueryClient();
  const problems = problemsOf(rows);
  const isDirty = problems.size > 0 || JSON.stringify(valuesOf(rows)) !== JSON.stringify(values);
  const saving = useMutation({
    mutationFn: () => take(api.PUT('/api/variables', { body: { variables: valuesOf(rows) } })),
    onSuccess: async (result) => {
      queryClient.setQueryData(instanceQuery().queryKey, result);
      await queryClient.invalidateQueries({ queryKey: ['project'] });
      say('Saved');
    },
  });
  return (
    <>
      <section className={classes.part}>
        <p className={classes.intro}>They hold in every project that has none of the same name. Only administrators see this part.</p>
        <VariableTable label="Variables of this Atelier" rows={rows} problems={problems} isReadOnly={false} onChange={setRows} />
      </section>
      <SheetFoot>
        <span className={classes.foot}>
          <ErrorLine error={saving.error} />
        </span>
        <Button disabled={!isDirty || problems.size > 0} loading={saving.isPending} onClick={() => saving.mutate()}>
          {isDirty ? 'Save for all projects' : 'Saved'}
        </Button>
      </SheetFoot>
    </>
  );
}
