/** A person as their initials on a colour that always belongs to them. */
import classes from './Controls.module.css';

/** Grounds on which white-on-dark (and dark-on-light) initials keep their contrast in both schemes. */
const GROUNDS = ['accent', 'folder', 'visual-text', 'ml', 'deep-text', 'dataset-text'] as const;

export function initialsOf(name: string): string {
  const words = name.split(/[\s._-]+/).filter(Boolean);
  const first = words[0] ?? '?';
  const letters = words.length > 1 ? `${first[0] ?? ''}${words.at(-1)?.[0] ?? ''}` : first.slice(0, 2);
  return letters.toLocaleUpperCase('en-GB');
}

export function groundOf(name: string): string {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return GROUNDS[sum % GROUNDS.length] ?? 'accent';
}

export function Avatar({ name, size = 24 }: { name: string; size?: number }) {
  return (
    <span
      className={classes.avatar}
      style={{ width: size, height: size, fontSize: size * 0.42, background: `var(--${groundOf(name)})` }}
      role="img"
      aria-label={name}
      title={name}
    >
      {initialsOf(name)}
    </span>
  );
}
