/** Sheets on the desk: the surfaces every page is made of, with their bar, object head and foot. */
import type { ReactNode } from 'react';
import classes from './Sheet.module.css';

interface SheetProps {
  children: ReactNode;
  /** Scroll the content inside the sheet instead of growing the page. */
  isScrolling?: boolean;
  className?: string | undefined;
  label?: string;
}

export function Sheet({ children, isScrolling = false, className, label }: SheetProps) {
  const name = [classes.sheet, isScrolling && classes.scrolling, className].filter(Boolean).join(' ');
  return (
    <section className={name} aria-label={label}>
      {children}
    </section>
  );
}

/** The 44 px bar on top of a sheet: title at the left, then tools; `end` is pushed to the right. */
export function SheetBar({ title, children, end }: { title?: string; children?: ReactNode; end?: ReactNode }) {
  return (
    <div className={classes.bar}>
      {title !== undefined && <h1>{title}</h1>}
      {children}
      {end !== undefined && <div className={classes.end}>{end}</div>}
    </div>
  );
}

interface ObjectHeadProps {
  /** The item's shape, drawn small. */
  shape?: ReactNode;
  /** Where it lives: links such as "Flow > Retraining". */
  trail?: ReactNode;
  title: ReactNode;
  meta?: ReactNode;
  actions?: ReactNode;
}

export function ObjectHead({ shape, trail, title, meta, actions }: ObjectHeadProps) {
  return (
    <header className={classes.head}>
      {shape}
      <div className={classes.names}>
        {trail !== undefined && <div className={classes.trail}>{trail}</div>}
        <h1 className={classes.title}>{title}</h1>
        {meta !== undefined && <div className={classes.meta}>{meta}</div>}
      </div>
      {actions !== undefined && <div className={classes.end}>{actions}</div>}
    </header>
  );
}

export function SheetFoot({ children }: { children: ReactNode }) {
  return <div className={classes.foot}>{children}</div>;
}

/** A part of a sheet or panel: heading, content, and a hairline to the next part. */
export function Section({ title, aside, children }: { title?: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className={classes.section}>
      {title !== undefined && (
        <div className={classes.sectionHead}>
          <h3>{title}</h3>
          {aside}
        </div>
      )}
      {children}
    </section>
  );
}
