/** What a change of this recipe would do to everything built from its outputs, recipe by recipe. */
import { Link } from '@tanstack/react-router';
import { counted } from '@/lib/format';
import { ErrorLine, StateGlyph, Waiting } from '@/ui';
import type { Downstream } from './queries';
import classes from './Preview.module.css';

interface DownstreamListProps {
  projectKey: string;
  found: readonly Downstream[] | undefined;
  error: unknown;
}

export function DownstreamList({ projectKey, found, error }: DownstreamListProps) {
  if (error) return <ErrorLine error={error} />;
  if (found === undefined) return <Waiting>Looking at what is built from it</Waiting>;
  if (found.length === 0) return <p className={classes.quiet}>Nothing else is built from it.</p>;
  const failing = found.filter((one) => one.problem !== '').length;
  return (
    <section className={classes.change}>
      <h3>
        {counted(found.length, 'recipe')} further down{failing > 0 && failing < found.length ? `, ${failing} of them would fail` : ''}
      </h3>
      <ul>
        {inOrder(found).map((one) => (
          <li key={one.recipe_id} data-loud={one.problem !== '' || undefined}>
            {one.problem !== '' && (
              <span className={classes.mark}>
                <StateGlyph state="failed" />
              </span>
            )}
            <Link to="/projects/$key/recipes/$id" params={{ key: projectKey, id: one.recipe_id }} target="_blank">
              {one.recipe_name}
            </Link>{' '}
            {words(one)}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Those that would fail come first; names that end in numbers stand as people count. */
function inOrder(found: readonly Downstream[]): Downstream[] {
  return [...found].sort((a, b) => Number(a.problem === '') - Number(b.problem === '') || a.recipe_name.localeCompare(b.recipe_name, 'en-GB', { numeric: true }));
}

function words(one: Downstream): string {
  if (one.problem !== '') return `would fail: ${one.problem}`;
  if (!one.is_known) return 'is known only after a run';
  const changes = Object.entries(one.changes);
  if (changes.length === 0) return 'writes the same columns';
  return changes
    .map(([name, change]) => {
      const parts = [
        change.added.length > 0 ? `${counted(change.added.length, 'column')} added` : '',
        change.removed.length > 0 ? `${counted(change.removed.length, 'column')} removed` : '',
        change.retyped.length > 0 ? `${counted(change.retyped.length, 'column')} retyped` : '',
      ];
      return `${name}: ${parts.filter(Boolean).join(', ')}`;
    })
    .join('; ');
}
