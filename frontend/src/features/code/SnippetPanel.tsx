/** At the right of the editor: pieces of code for each input and output, put in at the cursor. */
import { UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ErrorState, Section, SkeletonRows } from '@/ui';
import classes from './CodeRecipe.module.css';
import { snippetsQuery, type Snippet } from './codeQueries';

interface SnippetPanelProps {
  projectKey: string;
  recipeId: string;
  /** What stands in the roles: other items make other pieces. */
  roles: string;
  isUnsaved: boolean;
  onInsert: (code: string) => void;
}

export function SnippetPanel({ projectKey, recipeId, roles, isUnsaved, onInsert }: SnippetPanelProps) {
  const help = useQuery(snippetsQuery(projectKey, recipeId, roles));
  if (help.error) return <ErrorState error={help.error} what="the snippets" onRetry={() => void help.refetch()} />;
  if (!help.data) return <SkeletonRows rows={8} awaited="the snippets" />;
  const groups = new Map<string, Snippet[]>();
  for (const snippet of help.data.snippets) groups.set(snippet.item, [...(groups.get(snippet.item) ?? []), snippet]);
  return (
    <>
      {isUnsaved && <p className={classes.note}>The pieces below are for the inputs and outputs as they are saved.</p>}
      {[...groups].map(([item, snippets]) => (
        <Section key={item} title={item === '' ? 'The whole recipe' : item} aside={<small className={classes.side}>{snippets[0]?.direction}</small>}>
          <ul className={classes.snippets}>
            {snippets.map((snippet) => (
              <li key={snippet.label}>
                <UnstyledButton className={classes.snippet} onClick={() => onInsert(snippet.code)} title="Put in at the cursor">
                  <span>{snippet.label}</span>
                  <code>{firstLines(snippet.code)}</code>
                </UnstyledButton>
              </li>
            ))}
          </ul>
        </Section>
      ))}
      {groups.size === 0 && <p className={classes.note}>Choose inputs first: pieces of code for them will stand here.</p>}
    </>
  );
}

function firstLines(code: string): string {
  const lines = code.trimEnd().split('\n').filter((line) => line !== '');
  return lines.length > 2 ? `${lines.slice(0, 2).join('\n')}\n…` : lines.join('\n');
}
