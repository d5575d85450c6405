/** The networks that can be fetched, as a table of choices: size at the input, parameters, licence, download. */
import { Radio } from '@mantine/core';
import { ErrorLine, SkeletonRows } from '@/ui';
import type { ControlProps } from '../formContext';
import classes from '../Forms.module.css';
import { networkFacts } from '../networks';
import { useChoices } from './useChoices';

export function NetworksControl({ field, value, onChange, isDisabled }: ControlProps) {
  const choices = useChoices(field);
  if (choices.isPending) return <SkeletonRows rows={6} awaited="the list of networks" />;
  if (choices.error) return <ErrorLine error={choices.error} />;
  const current = typeof value === 'string' ? value : '';
  const isGone = current !== '' && !choices.data.some((choice) => choice.value === current);
  return (
    <Radio.Group value={current} onChange={onChange} aria-label={field.label} className={classes.networks}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Network</th>
            <th scope="col">Pictures</th>
            <th scope="col">Parameters</th>
            <th scope="col">Licence</th>
            <th scope="col">Download</th>
          </tr>
        </thead>
        <tbody>
          {isGone && (
            <tr data-chosen="true">
              <td colSpan={5}>{current} is not in the list any more. Choose another.</td>
            </tr>
          )}
          {choices.data.map((choice) => {
            const facts = networkFacts(choice.help);
            const isChosen = choice.value === current;
            return (
              // The whole row may be clicked; the radio button in it is what the keyboard reaches.
               
              <tr key={String(choice.value)} data-chosen={isChosen} onClick={() => !isDisabled && onChange(choice.value)}>
                <td>
                  <Radio value={String(choice.value)} label={choice.label} disabled={isDisabled} size="xs" />
                </td>
                <td>{facts.size}</td>
                <td>{facts.parameters}</td>
                <td className={classes.licence}>{facts.licence}</td>
                <td>{facts.download}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Radio.Group>
  );
}
