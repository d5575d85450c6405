/** The macros: actions outside the flow, each as a card that leads to its form. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { macroTypesQuery, projectQuery } from '@/api';
import { useProjectKey } from '@/lib/params';
import { EmptyState, ErrorState, isGlyph, ItemShape, Page, Section, Sheet, SheetBar, SkeletonRows } from '@/ui';
import classes from './Macros.module.css';
import { RecentRuns } from './RecentRuns';

export default function MacrosPage() {
  const key = useProjectKey();
  const macros = useQuery(macroTypesQuery());
  const project = useQuery(projectQuery(key));
  return (
    <Page
      documentTitle={`Macros - ${project.data?.name ?? key}`}
      panelLabel="Recent runs"
      panel={
        <Section title="Recent runs">
          <RecentRuns projectKey={key} />
        </Section>
      }
    >
      <Sheet className={classes.sheet}>
        <SheetBar title="Macros" />
        {macros.isPending ? (
          <SkeletonRows rows={3} height={96} awaited="the macros" />
        ) : macros.error ? (
          <ErrorState error={macros.error} what="the macros" onRetry={() => void macros.refetch()} />
        ) : macros.data.length === 0 ? (
          <EmptyState title="No macro is installed">A macro is one file in the plugin folder below Atelier's data folder.</EmptyState>
        ) : (
          <ul className={classes.cards}>
            {macros.data.map((macro) => (
              <li key={macro.type}>
                <Link to="/projects/$key/macros/$type" params={{ key, type: macro.type }} className={classes.card}>
                  <ItemShape kind="folder" glyph={isGlyph(macro.icon) ? macro.icon : 'macro'} size={40} />
                  <span>
                    <strong>{macro.label}</strong>
                    <span className={classes.what}>{macro.description.replace(/^Use this macro to (\w)/, (_, first: string) => first.toLocaleUpperCase())}</span>
                    {macro.outputs.length > 0 && <small>Writes {macro.outputs.map((role) => role.label.toLocaleLowerCase()).join(', ')}</small>}
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        )}
      </Sheet>
    </Page>
  );
}
