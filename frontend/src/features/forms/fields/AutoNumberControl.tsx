/** A number that the system can work out: automatic with the figure in a dashed box, or fixed by hand. */
import { Segmented } from '@/ui';
import { useForm, type ControlProps } from '../formContext';
import classes from '../Forms.module.css';
import { NumberInput } from './NumberControl';

export function AutoNumberControl({ id, field, value, onChange, isDisabled, hasError, describedBy }: ControlProps) {
  const { check } = useForm();
  const derived = check?.hints.find((hint) => hint.field === field.name && typeof hint.value === 'number')?.value;
  const isAuto = value === 'auto';
  return (
    <>
      <Segmented
        label={field.label}
        value={isAuto ? 'auto' : 'fixed'}
        disabled={isDisabled}
        options={[
          { value: 'auto', label: 'Auto' },
          { value: 'fixed', label: 'Fixed' },
        ]}
        onChange={(way) => onChange(way === 'auto' ? 'auto' : typeof derived === 'number' ? derived : '')}
      />
      {isAuto ? (
        <output className={classes.derived} htmlFor={id} aria-label={`${field.label}, worked out`}>
          {typeof derived === 'number' ? derived.toLocaleString('en-GB') : '·'}
          {field.unit !== undefined && <span className={classes.unit}>{field.unit}</span>}
        </output>
      ) : (
        <NumberInput id={id} label={field.label} value={value} unit={field.unit} step={1} isDisabled={isDisabled} hasError={hasError} describedBy={describedBy} onChange={onChange} />
      )}
    </>
  );
}
