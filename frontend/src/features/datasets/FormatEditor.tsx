/** How a text table is read: what was found stands there, and each part can be corrected by hand. */
import { NumberInput, Select, TextInput } from '@mantine/core';
import { Field, Segmented } from '@/ui';
import type { CsvFormat } from './types';

interface FormatEditorProps {
  /** What is asked for; a part left out is to be detected. */
  value: CsvFormat;
  /** What the preview used in the end. */
  used: Readonly<Record<string, unknown>> | undefined;
  /** The parts that were detected rather than given. */
  detected: readonly string[];
  onChange: (format: CsvFormat) => void;
}

const SEPARATORS = [
  { value: ',', label: 'Comma' },
  { value: ';', label: 'Semicolon' },
  { value: '\t', label: 'Tab' },
  { value: '|', label: 'Bar' },
] as const;
const ENCODINGS = ['utf-8', 'utf-8-sig', 'latin-1', 'cp1252', 'utf-16', 'iso-8859-15', 'shift_jis', 'gb18030'];

export const AUTOMATIC: CsvFormat = { type: 'csv', skip_lines: 0 };

export function FormatEditor({ value, used, detected, onChange }: FormatEditorProps) {
  const shown = { ...used, ...value };
  const text = (name: 'separator' | 'quote' | 'encoding') => {
    const given = value[name] ?? used?.[name];
    return typeof given === 'string' ? given : '';
  };
  const separator = text('separator');
  const isKnown = SEPARATORS.some((one) => one.value === separator);
  const header = value.header ?? (used?.header === false ? false : true);
  const facts = (name: string) => (detected.includes(name) ? 'detected' : Object.hasOwn(value, name) && value[name as keyof CsvFormat] != null ? 'set by you' : undefined);
  const encodings = ENCODINGS.includes(text('encoding')) || text('encoding') === '' ? ENCODINGS : [text('encoding'), ...ENCODINGS];
  return (
    <div>
      <Field label="Separator" facts={facts('separator')}>
        <Segmented
          label="Separator"
          value={isKnown ? separator : 'other'}
          options={[...SEPARATORS, { value: 'other', label: 'Other' }]}
          onChange={(next) => onChange({ ...value, separator: next === 'other' ? ':' : next })}
        />
        {!isKnown && separator !== '' && (
          <TextInput aria-label="Other separator" w={56} value={separator} maxLength={2} onChange={(event) => event.currentTarget.value !== '' && onChange({ ...value, separator: event.currentTarget.value })} />
        )}
      </Field>
      <Field label="Quoting" facts={facts('quote')}>
        <Segmented
          label="Quoting"
          value={text('quote') === '' ? 'none' : text('quote')}
          options={[
            { value: '"', label: '" double' },
            { value: "'", label: "' single" },
            { value: 'none', label: 'None' },
          ]}
          onChange={(next) => onChange({ ...value, quote: next === 'none' ? '' : next })}
        />
      </Field>
      <Field label="First line" facts={facts('header')}>
        <Segmented
          label="First line"
          value={header ? 'names' : 'data'}
          options={[
            { value: 'names', label: 'Names of columns' },
            { value: 'data', label: 'Data' },
          ]}
          onChange={(next) => onChange({ ...value, header: next === 'names' })}
        />
      </Field>
      <Field label="Encoding" htmlFor="format-encoding" facts={facts('encoding')}>
        <Select id="format-encoding" w={160} data={encodings} value={text('encoding') === '' ? null : text('encoding')} placeholder="detecting" allowDeselect={false} onChange={(next) => onChange({ ...value, encoding: next })} />
      </Field>
      <Field label="Lines to skip" htmlFor="format-skip">
        <NumberInput id="format-skip" w={96} min={0} max={1000} allowDecimal={false} value={shown.skip_lines} onChange={(next) => onChange({ ...value, skip_lines: typeof next === 'number' ? next : 0 })} />
      </Field>
    </div>
  );
}
