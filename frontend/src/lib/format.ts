/** Numbers, sizes, times and spans as Atelier writes them: thousands commas, a space before the unit, British English. */

const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });

export function count(value: number): string {
  return whole.format(value);
}

/** "1 picture", "7,000 pictures"; pass the plural where adding "s" is wrong. */
export function counted(value: number, noun: string, plural = `${noun}s`): string {
  return `${count(value)} ${value === 1 ? noun : plural}`;
}

/** A number with the same decimals down a column; a middle dot where there is none. */
export function decimals(value: number | null | undefined, digits = 4): string {
  return value === null || value === undefined || Number.isNaN(value) ? '·' : value.toFixed(digits);
}

const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;

export function bytes(value: number): string {
  let size = value;
  let unit = 0;
  while (size >= 1000 && unit < UNITS.length - 1) {
    size /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || size >= 100 ? 0 : size >= 10 ? 1 : 2;
  const name = unit === 0 && value === 1 ? 'byte' : (UNITS[unit] ?? 'TB');
  return `${size.toLocaleString('en-GB', { minimumFractionDigits: 0, maximumFractionDigits: digits })} ${name}`;
}

/** "24 s", "5 min 42 s", "2 h 3 min". */
export function duration(seconds: number): string {
  if (seconds < 0.95) return `${Math.max(0, Math.round(seconds * 1000))} ms`;
  const total = Math.round(seconds);
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor((total % 3600) / 60);
  const rest = total % 60;
  if (hours > 0) return minutes > 0 ? `${hours} h ${minutes} min` : `${hours} h`;
  if (minutes > 0) return rest > 0 ? `${minutes} min ${rest} s` : `${minutes} min`;
  return `${rest} s`;
}

/** Who did it, as people read it: scripts sign with the name of their key. */
export function who(login: string): string {
  return login.startsWith('key:') ? `API key ${login.slice(4)}` : login;
}

/** How long ago, in the shortest true words: "now", "4 min", "2 h", "yesterday", "Friday", "12 Nov". */
export function ago(iso: string | Date, now: Date = new Date()): string {
  const then = typeof iso === 'string' ? new Date(iso) : iso;
  const seconds = (now.getTime() - then.getTime()) / 1000;
  if (seconds < 45) return 'now';
  if (seconds < 3600) return `${Math.max(1, Math.round(seconds / 60))} min`;
  const days = Math.round((startOfDay(now) - startOfDay(then)) / 86_400_000);
  if (days === 0) return `${Math.max(1, Math.round(seconds / 3600))} h`;
  if (days === 1) return 'yesterday';
  if (days < 7) return then.toLocaleDateString('en-GB', { weekday: 'long' });
  const sameYear = then.getFullYear() === now.getFullYear();
  return then.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', ...(sameYear ? {} : { year: 'numeric' }) });
}

/** A full date and time for tooltips and tables. */
export function dateTime(iso: string): string {
  return new Date(iso).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}
