/** The columns of a design and what happens to each, inputs first. */
import { featuresOf } from '../design/features';
import { handlingWords } from '../design/handling';
import { FEATURE_WORDS, ROLE_WORDS } from '../labWords';
import results from '../results/Results.module.css';
import type { Design, LabTypes } from '../types';

interface DesignFeaturesProps {
  design: Design;
  types: LabTypes;
  /** The type each column is stored as, where that is known. */
  stored?: ReadonlyMap<string, string>;
}

export function DesignFeatures({ design, types, stored }: DesignFeaturesProps) {
  const all = Object.entries(featuresOf(design)).filter(([, feature]) => feature.role !== 'TARGET');
  const features = [...all.filter(([, one]) => one.role !== 'REJECT'), ...all.filter(([, one]) => one.role === 'REJECT')];
  return (
    // Focusable, so that it scrolls by keyboard too.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={results.tableScroll} tabIndex={0} role="region" aria-label="Features of the model">
      <table className={results.table}>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col" className={results.left}>
              Role
            </th>
            <th scope="col" className={results.left}>
              Type
            </th>
            {stored && (
              <th scope="col" className={results.left}>
                Stored as
              </th>
            )}
            <th scope="col" className={results.left}>
              Handling
            </th>
          </tr>
        </thead>
        <tbody>
          {features.map(([name, feature]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className={results.left}>{ROLE_WORDS[feature.role]}</td>
              <td className={results.left}>{FEATURE_WORDS[feature.type]}</td>
              {stored && <td className={results.left}>{stored.get(name) ?? '·'}</td>}
              <td className={results.left}>{feature.role === 'REJECT' ? feature.reason : handlingWords(feature, types)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
