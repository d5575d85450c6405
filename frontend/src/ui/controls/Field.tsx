/** The frame of a form field: label at the left, control, facts beside it, help or error under it, and the mark of a change. */
import { UnstyledButton } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { StateGlyph } from '../state';
import classes from './Field.module.css';

export interface FieldProps {
  label: string;
  /** Id of the control the label belongs to; leave out for groups, which carry their own label. */
  htmlFor?: string;
  children: ReactNode;
  /** Short facts that stand beside the control: "about 4 min in all". */
  facts?: ReactNode;
  help?: ReactNode;
  helpId?: string;
  error?: string | undefined;
  errorId?: string;
  /** The default in words; set only while the value differs from it. */
  changedFrom?: string | undefined;
  onReset?: () => void;
  isRequired?: boolean;
}

export function Field(props: FieldProps) {
  const { label, htmlFor, children, facts, help, helpId, error, errorId, changedFrom, onReset, isRequired } = props;
  const isChanged = changedFrom !== undefined;
  const text = (
    <>
      {isChanged && <span className={classes.dot} aria-hidden="true" />}
      {label}
      {isRequired === true && <span className={classes.required}> (needed)</span>}
    </>
  );
  return (
    <div className={classes.field}>
      {htmlFor === undefined ? (
        <div className={classes.label} data-changed={isChanged}>
          {text}
        </div>
      ) : (
        <label className={classes.label} data-changed={isChanged} htmlFor={htmlFor}>
          {text}
        </label>
      )}
      <div className={classes.body}>
        <div className={classes.row}>
          {children}
          {facts !== undefined && <span className={classes.facts}>{facts}</span>}
          {isChanged && <span className={classes.changed}>changed from {changedFrom}</span>}
          {isChanged && onReset !== undefined && (
            <UnstyledButton className={classes.reset} onClick={onReset} aria-label={`Reset ${label}`}>
              <IconArrowBackUp size={14} stroke={1.5} /> reset
            </UnstyledButton>
          )}
        </div>
        {error !== undefined && (
          <p className={classes.error} id={errorId}>
            <StateGlyph state="failed" />
            {error}
          </p>
        )}
        {help !== undefined && (
          <div className={classes.help} id={helpId}>
            {help}
          </div>
        )}
      </div>
    </div>
  );
}

/** The arithmetic behind a value, result first in bold (LOOK 9). */
export function DerivedHint({ result, children }: { result: string; children?: ReactNode }) {
  return (
    <div className={classes.derived}>
      <strong>{result}</strong> {children}
    </div>
  );
}
