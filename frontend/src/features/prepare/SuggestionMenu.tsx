import { Menu } from '@mantine/core';
import { IconColumns3, IconFilter, IconLetterCase, IconWand } from '@tabler/icons-react';
import { Fragment } from 'react';
import type { Suggestion } from './suggestions';

const PARTS = [
  { part: 'column', word: 'Column', Icon: IconColumns3 },
  { part: 'text', word: 'Text', Icon: IconLetterCase },
  { part: 'values', word: 'Values', Icon: IconWand },
  { part: 'rows', word: 'Rows', Icon: IconFilter },
] as const;

/** Suggestions as entries of a menu, by what they are about. */
export function SuggestionMenu({ suggestions, onTake }: { suggestions: readonly Suggestion[]; onTake: (suggestion: Suggestion) => void }) {
  if (suggestions.length === 0) return <Menu.Label>No step is made for this. The library has more.</Menu.Label>;
  return (
    <>
      {PARTS.map(({ part, word, Icon }) => {
        const own = suggestions.filter((one) => one.part === part);
        if (own.length === 0) return null;
        return (
          <Fragment key={part}>
            <Menu.Label>{word}</Menu.Label>
            {own.map((one) => (
              <Menu.Item key={one.label} leftSection={<Icon size={15} stroke={1.5} />} onClick={() => onTake(one)}>
                {one.label}
              </Menu.Item>
            ))}
          </Fragment>
        );
      })}
    </>
  );
}
