/** The builder of a widget that only visual recipes have; nothing for those that every form can draw. */
import type { ReactNode } from 'react';
import { ColumnsControl, Control, FormContext, useForm, type ControlProps } from '../forms';
import { Aggregations } from './Aggregations';
import { JoinSteps } from './JoinSteps';
import { JoinTables } from './JoinTables';
import { NamedFormulas, PivotValues, SortKeys } from './ListBuilders';
import { RestOutput, SplitRules, SplitShares, SplitValues } from './SplitBuilders';
import { StackInputs, StackMapping } from './StackBuilders';
import { useVisual, type Row } from './visualContext';
import { Windows } from './Windows';

export function visualControl(props: ControlProps, onPut: (part: Row) => void): ReactNode {
  switch (props.field.widget) {
    case 'group_keys':
      return <ColumnsControl {...props} />;
    case 'aggregations':
      return <Aggregations {...props} />;
    case 'custom_aggregates':
      return <NamedFormulas {...props} noun="aggregate" example="sum(price) / count(*)" />;
    case 'computed_columns':
      return props.field.name.startsWith('post') ? <OfResult><NamedFormulas {...props} noun="column" example="round(price_avg, 2)" /></OfResult> : <NamedFormulas {...props} noun="column" example="price * 1.2" />;
    case 'sort_keys':
      return <SortKeys {...props} />;
    case 'pivot_values':
      return <PivotValues {...props} />;
    case 'windows':
      return <Windows {...props} />;
    case 'join_tables':
      return <JoinTables {...props} onPut={onPut} />;
    case 'join_conditions':
      return <JoinSteps {...props} />;
    case 'split_values':
      return <SplitValues {...props} />;
    case 'split_rules':
      return <SplitRules {...props} />;
    case 'split_shares':
      return <SplitShares {...props} />;
    case 'split_output':
      return <RestOutput {...props} />;
    case 'stack_mapping':
      return <StackMapping {...props} />;
    case 'stack_inputs':
      return <StackInputs {...props} />;
    case 'formula':
      return props.field.name.startsWith('post') ? <OfResult><Plain {...props} /></OfResult> : undefined;
    default:
      return undefined;
  }
}

/** Fields about the result choose among its columns, not the input's. */
function OfResult({ children }: { children: ReactNode }) {
  const shared = useForm();
  const { result } = useVisual();
  return <FormContext.Provider value={{ ...shared, columns: result }}>{children}</FormContext.Provider>;
}

function Plain(props: ControlProps) {
  const shared = useForm();
  return (
    <FormContext.Provider value={{ ...shared, custom: () => undefined }}>
      <Control {...props} />
    </FormContext.Provider>
  );
}
