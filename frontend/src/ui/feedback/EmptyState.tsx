/** What a place looks like before anything is in it: a drawing of shapes, one sentence, one primary button, one way to try. */
import type { ReactNode } from 'react';
import classes from './Feedback.module.css';

interface EmptyStateProps {
  drawing?: ReactNode;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
}

export function EmptyState({ drawing, title, children, actions }: EmptyStateProps) {
  return (
    <div className={classes.empty}>
      {drawing !== undefined && <div className={classes.drawing}>{drawing}</div>}
      <h2>{title}</h2>
      {children !== undefined && <div className={classes.sentence}>{children}</div>}
      {actions !== undefined && <div className={classes.actions}>{actions}</div>}
    </div>
  );
}
