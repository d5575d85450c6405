/** Variables as the rows of an editor: what is typed, read as JSON where it is meant as such. */
export interface VariableRow {
  id: number;
  name: string;
  text: string;
}

export const NAME = /^[A-Za-z_][A-Za-z0-9_.-]{0,99}$/;

let next = 0;
export const newRow = (name = '', text = ''): VariableRow => ({ id: (next += 1), name, text });

/** Text stands as it is; what would be read as something else than text is written as JSON. */
export function rowsOf(values: Record<string, unknown>): VariableRow[] {
  return Object.entries(values).map(([name, value]) => newRow(name, typeof value === 'string' && !readsAsJson(value) ? value : JSON.stringify(value)));
}

function readsAsJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return looksLikeJson(text);
  }
}

/** What begins like JSON is meant as JSON, so that a forgotten bracket is told and not stored. */
function looksLikeJson(text: string): boolean {
  return /^\s*["[{]/.test(text);
}

export function valueOf(text: string): { value: unknown; problem: string | undefined } {
  try {
    return { value: JSON.parse(text) as unknown, problem: undefined };
  } catch (error) {
    if (!looksLikeJson(text)) return { value: text, problem: undefined };
    return { value: text, problem: `This begins like JSON but is none: ${error instanceof Error ? error.message : 'it cannot be read'}.` };
  }
}

export function kindOf(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'list';
  return { string: 'text', number: 'number', boolean: 'yes or no', object: 'object' }[typeof value as 'string' | 'number' | 'boolean' | 'object'];
}

/** The problem of each row, by its id: a name that cannot be, one that is there twice, a value that is no JSON. */
export function problemsOf(rows: readonly VariableRow[]): Map<number, string> {
  const problems = new Map<number, string>();
  const seen = new Set<string>();
  for (const row of rows) {
    const name = row.name.trim();
    if (!NAME.test(name)) problems.set(row.id, name === '' ? 'Give it a name.' : 'Letters, digits, “_”, “.” and “-” only, a letter or “_” first.');
    else if (seen.has(name)) problems.set(row.id, `“${name}” is there twice.`);
    else {
      const { problem } = valueOf(row.text);
      if (problem !== undefined) problems.set(row.id, problem);
    }
    seen.add(name);
  }
  return problems;
}

export function valuesOf(rows: readonly VariableRow[]): Record<string, unknown> {
  return Object.fromEntries(rows.map((row) => [row.name.trim(), valueOf(row.text).value]));
}
