/** A choice of up to four, all visible: radio buttons dressed as one track. */
import { SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './Controls.module.css';

export interface SegmentedProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly { value: Value; label: ReactNode; disabled?: boolean }[];
  onChange: (value: Value) => void;
  disabled?: boolean;
}

export function Segmented<Value extends string>({ label, value, options, onChange, disabled }: SegmentedProps<Value>) {
  return (
    <SegmentedControl
      aria-label={label}
      value={value}
      disabled={disabled ?? false}
      data={options.map((option) => ({ ...option }))}
      onChange={(next) => onChange(next)}
      classNames={{
        root: classes.track ?? '',
        indicator: classes.indicator ?? '',
        label: classes.segment ?? '',
        control: classes.control ?? '',
      }}
    />
  );
}
