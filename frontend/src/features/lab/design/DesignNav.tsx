/** The sections of a design: what changed in each, and what is wrong. */
import { UnstyledButton } from '@mantine/core';
import type { FieldProblem } from '@/api';
import { counted } from '@/lib/format';
import type { Design, LabTypes } from '../types';
import { useInSight } from '../useInSight';
import classes from './Design.module.css';
import { changesIn, problemsIn, SECTIONS, type SectionId } from './sections';

interface DesignNavProps {
  design: Design;
  problems: readonly FieldProblem[];
  types: LabTypes;
  current: SectionId;
  onGo: (section: SectionId) => void;
}

export function DesignNav({ design, problems, types, current, onGo }: DesignNavProps) {
  const row = useInSight<HTMLElement>(current);
  const groups = [...new Set(SECTIONS.map((one) => one.group))];
  return (
    <nav ref={row} className={classes.nav} aria-label="Sections of the design">
      {groups.map((group) => (
        <div key={group}>
          <h2>{group}</h2>
          {SECTIONS.filter((one) => one.group === group).map((section) => {
            const wrong = problemsIn(problems, section.id).length;
            const changes = changesIn(design, section.id, types);
            return (
              <UnstyledButton key={section.id} className={classes.navRow} aria-current={section.id === current ? 'true' : undefined} onClick={() => onGo(section.id)}>
                {section.label}
                {wrong > 0 ? (
                  <span className={classes.navError}>{counted(wrong, 'error')}</span>
                ) : changes > 0 ? (
                  <span className={classes.navEnd} aria-label={`${changes} changed`}>
                    {changes}
                  </span>
                ) : null}
              </UnstyledButton>
            );
          })}
        </div>
      ))}
    </nav>
  );
}
