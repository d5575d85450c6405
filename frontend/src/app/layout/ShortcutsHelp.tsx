/** The list of keys under `?`, and the two-key jumps that work on every page. */
import { Modal } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useProjectKey } from '@/lib/params';
import type { ProjectPath } from './destinations';
import classes from './Shell.module.css';
import { SHORTCUTS, useShortcutsHelp } from './shortcuts';

const JUMPS: Readonly<Record<string, ProjectPath>> = {
  f: '/projects/$key/flow',
  d: '/projects/$key/data',
  r: '/projects/$key/recipes',
  j: '/projects/$key/jobs',
  m: '/projects/$key/macros',
};
const SECOND_KEY_WITHIN_MS = 1200;

export function ShortcutsHelp() {
  const { isOpen, open, close } = useShortcutsHelp();
  useHotkeys([['shift+?', open]]);
  useJumps();
  return (
    <Modal opened={isOpen} onClose={close} title="Shortcuts" size={440}>
      {SHORTCUTS.map((group) => (
        <section key={group.title}>
          <h3>{group.title}</h3>
          <dl className={classes.shortcuts}>
            {group.keys.map((shortcut) => (
              <div key={shortcut.does} style={{ display: 'contents' }}>
                <dt>
                  {shortcut.keys.map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </dt>
                <dd>{shortcut.does}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Modal>
  );
}

/** `G` and then a letter goes to a place, as DSS users are used to. */
function useJumps() {
  const key = useProjectKey();
  const navigate = useNavigate();
  const armedUntil = useRef(0);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const letter = event.key.toLowerCase();
      if (letter === 'g') {
        armedUntil.current = event.timeStamp + SECOND_KEY_WITHIN_MS;
        return;
      }
      const isArmed = event.timeStamp <= armedUntil.current;
      armedUntil.current = 0;
      if (!isArmed) return;
      const to = JUMPS[letter];
      if (letter === 'h') void navigate({ to: '/' });
      else if (to !== undefined && key !== '') void navigate({ to, params: { key } });
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [key, navigate]);
}

/** Single keys are commands only while nobody is typing. */
function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}
