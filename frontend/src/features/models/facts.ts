/** Loose, nested facts as lines of label and value. */

export interface FactLine {
  label: string;
  value: string;
}

/** Flatten a record: nested names are joined, lists become one line, nothing is left out but what is empty. */
export function factLines(record: Readonly<Record<string, unknown>>, prefix = ''): FactLine[] {
  return Object.entries(record).flatMap(([name, value]) => {
    const label = prefix === '' ? sentenceCase(name) : `${prefix}, ${words(name)}`;
    if (value === null || value === undefined || value === '') return [];
    if (typeof value === 'object' && !Array.isArray(value)) return factLines(value as Record<string, unknown>, label);
    return [{ label, value: said(value) }];
  });
}

function said(value: unknown): string {
  if (Array.isArray(value)) return value.map(said).join(', ');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return value.toLocaleString('en-GB', { maximumFractionDigits: 8 });
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function words(name: string): string {
  return name.replaceAll('_', ' ');
}

function sentenceCase(name: string): string {
  const said = words(name);
  return said.charAt(0).toLocaleUpperCase('en-GB') + said.slice(1);
}
