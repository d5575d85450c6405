/** Beside the rows of a scored dataset: how many predictions are right, and how many are not. */
import { StateGlyph } from '@/ui';
import { count } from '@/lib/format';
import own from './Explore.module.css';
import { accuracyOf, type Truth } from './truth';

export function TruthChips({ truth }: { truth: Truth }) {
  const said = `The prediction is compared with ${truth.column}.`;
  return (
    <span className={own.truth} title={said}>
      <span className={own.right}>
        {count(truth.right)} right, {accuracyOf(truth).toFixed(4)}
      </span>
      {truth.wrong > 0 && (
        <span className={own.wrong}>
          <StateGlyph state="failed" size={12} /> {count(truth.wrong)} wrong
        </span>
      )}
    </span>
  );
}
