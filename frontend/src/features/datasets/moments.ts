/** Moments of a table as people read them: the day in words, the time with its zone where there is one. */

export interface Moment {
  /** "4 Sep 2023" */
  day: string;
  /** "04:34", "04:34:08", "04:34:08.25"; nothing at midnight, where only a day is meant. */
  time: string;
  /** "UTC", "+02:00"; nothing beside a day alone. */
  zone: string;
}

const MOMENT = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}:\d{2})(:\d{2})?(\.\d+)?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The parts of an ISO 8601 text; undefined for what is none. */
export function momentOf(iso: string): Moment | undefined {
  const parts = MOMENT.exec(iso);
  if (parts === null) return undefined;
  const [, year = '', month = '', date = '', minutes = '', seconds = '', fraction = '', offset = ''] = parts;
  const name = MONTHS[Number(month) - 1];
  if (name === undefined) return undefined;
  const day = `${String(Number(date))} ${name} ${year}`;
  const rest = Number(fraction === '' ? 0 : fraction) === 0 ? '' : fraction.replace(/0+$/, '');
  const isUniversal = offset === '' || offset === 'Z' || /^\+00(:?00)?$/.test(offset);
  if (minutes === '' || (minutes === '00:00' && (seconds === '' || seconds === ':00') && rest === '' && isUniversal)) return { day, time: '', zone: '' };
  return { day, time: `${minutes}${seconds === ':00' && rest === '' ? '' : seconds}${rest}`, zone: offset === '' ? '' : isUniversal ? 'UTC' : offset };
}

/** The same on one line; what is no moment stays as it is. */
export function momentText(iso: string): string {
  const moment = momentOf(iso);
  return moment === undefined ? iso : [moment.day, moment.time, moment.zone].filter((part) => part !== '').join(' ');
}
