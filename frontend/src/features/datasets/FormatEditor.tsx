/** How a text table is read: what was found stands there, and each part can be corrected by hand. */
import { NumberInput, Select, TextInput } from '@mantine/core';
import { Field, Segmented } from '@/ui';
import classes from './Dataset.module.css';
import type { CsvFormat, ExcelFormat, TableFormat } from './types';

interface FormatEditorProps {
  /** What is asked for; a part left out is to be detected. */
  value: TableFormat;
  /** What the preview used in the end. */
  used: Readonly<Record<string, unknown>> | undefined;
  /** The parts that were detected rather than given. */
  detected: readonly string[];
  /** Sheets of a workbook. */
  sheets?: readonly string[];
  onChange: (format: TableFormat) => void;
}

const SEPARATORS = [
  { value: ',', label: 'Comma' },
  { value: ';', label: 'Semicolon' },
  { value: '\t', label: 'Tab' },
  { value: '|', label: 'Bar' },
] as const;
const ENCODINGS = ['utf-8', 'utf-8-sig', 'latin-1', 'cp1252', 'utf-16', 'iso-8859-15', 'shift_jis', 'gb18030'];

export const AUTOMATIC: CsvFormat = { type: 'csv', skip_lines: 0 };

/** The kind of file that is read says what can be set. */
export function FormatEditor({ value, used, detected, sheets = [], onChange }: FormatEditorProps) {
  const kind = typeof used?.type === 'string' ? used.type : value.type;
  const skipped = 'skip_lines' in value && value.skip_lines > 0 ? value.skip_lines : typeof used?.skip_lines === 'number' ? used.skip_lines : 0;
  if (kind === 'parquet') return <p className={classes.quiet}>Parquet says itself how it is read: names and types come with the file.</p>;
  if (kind === 'jsonl') return <SkipField label="Lines to skip" value={skipped} onChange={(skip_lines) => onChange({ type: 'jsonl', skip_lines })} />;
  if (kind === 'excel') return <ExcelEditor value={value.type === 'excel' ? value : { type: 'excel', skip_lines: skipped }} used={used} sheets={sheets} onChange={onChange} />;
  return <CsvEditor value={value.type === 'csv' ? value : AUTOMATIC} used={used} detected={detected} onChange={onChange} />;
}

function SkipField({ label, value, onChange }: { label: string; value: number; onChange: (skip: number) => void }) {
  return (
    <Field label={label} htmlFor="format-skip">
      <NumberInput id="format-skip" w={96} min={0} max={1000} allowDecimal={false} value={value} onChange={(next) => onChange(typeof next === 'number' ? next : 0)} />
    </Field>
  );
}

function ExcelEditor({ value, used, sheets, onChange }: { value: ExcelFormat; used: FormatEditorProps['used']; sheets: readonly string[]; onChange: (format: TableFormat) => void }) {
  const sheet = value.sheet ?? (typeof used?.sheet === 'string' ? used.sheet : null);
  const choices = sheet !== null && !sheets.includes(sheet) ? [sheet, ...sheets] : [...sheets];
  return (
    <div>
      <Field label="Sheet" htmlFor="format-sheet">
        <Select id="format-sheet" w={220} data={choices} value={sheet} allowDeselect={false} onChange={(next) => onChange({ ...value, sheet: next })} />
      </Field>
      <Field label="First line">
        <Segmented
          label="First line"
          value={(value.header ?? used?.header !== false) ? 'names' : 'data'}
          options={[
            { value: 'names', label: 'Names of columns' },
            { value: 'data', label: 'Data' },
          ]}
          onChange={(next) => onChange({ ...value, header: next === 'names' })}
        />
      </Field>
      <SkipField label="Rows to skip" value={value.skip_lines} onChange={(skip_lines) => onChange({ ...value, skip_lines })} />
    </div>
  );
}

interface CsvEditorProps {
  value: CsvFormat;
  used: FormatEditorProps['used'];
  detected: readonly string[];
  onChange: (format: CsvFormat) => void;
}

function CsvEditor({ value, used, detected, onChange }: CsvEditorProps) {
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
      <SkipField label="Lines to skip" value={shown.skip_lines} onChange={(skip_lines) => onChange({ ...value, skip_lines })} />
    </div>
  );
}
