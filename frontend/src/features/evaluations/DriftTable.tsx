/** How far answers and features are from the training, the farthest first; one at a time opens its shares. */
import { UnstyledButton } from '@mantine/core';
import { Fragment, useState } from 'react';
import { decimals } from '@/lib/format';
import classes from './Evaluations.module.css';
import type { Drift, Evaluation } from './queries';
import { binWords, LEVELS, share } from './words';

const FIRST = 50;

export function DriftTable({ run }: { run: Evaluation }) {
  const [open, setOpen] = useState<string>();
  if (run.answers === null) {
    return (
      <section className={classes.part} aria-label="Drift">
        <h2>Drift</h2>
        <p className={classes.note}>This version keeps no figures of its training, so drift cannot be measured. Train it again, then evaluate.</p>
      </section>
    );
  }
  const lines = [{ ...run.answers, label: 'Predictions' }, ...run.features.slice(0, FIRST).map((one) => ({ ...one, label: one.name }))];
  return (
    <section className={classes.part} aria-label="Drift">
      <h2>Drift against the training</h2>
      <p className={classes.note}>
        PSI weighs how shares have moved (up to 0.1 stable, from 0.25 strong; more is stable too where so few rows show it by chance). KS is the largest distance of the two
        distributions. Of vectors, the distance from the mean of the training is compared.
      </p>
      <table className={`${classes.table ?? ''} ${classes.narrow ?? ''}`}>
        <thead>
          <tr>
            <th scope="col">Of</th>
            <th scope="col">Drift</th>
            <th scope="col" className={classes.number}>
              PSI
            </th>
            <th scope="col" className={classes.number}>
              KS
            </th>
            <th scope="col" className={classes.number}>
              Missing then
            </th>
            <th scope="col" className={classes.number}>
              Missing now
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Fragment key={line.label}>
              <tr>
                <th scope="row">
                  <UnstyledButton className={classes.open} aria-expanded={open === line.label} disabled={line.bins.length === 0} onClick={() => setOpen(open === line.label ? undefined : line.label)}>
                    {line.label}
                  </UnstyledButton>
                </th>
                <td>
                  <span className={classes.level} data-level={line.level}>
                    {LEVELS[line.level]}
                  </span>
                </td>
                <td className={classes.number}>{decimals(line.psi)}</td>
                <td className={classes.number}>{decimals(line.ks)}</td>
                <td className={classes.number}>{share(line.missing_then)}</td>
                <td className={classes.number}>{share(line.missing_now)}</td>
              </tr>
              {open === line.label && (
                <tr>
                  <td colSpan={6}>
                    <Bins drift={line} />
                  </td>
                </tr>
              )}
            </Fragment>
          ))}
        </tbody>
      </table>
      {run.features.length > FIRST && <p className={classes.note}>The {FIRST} features that moved most, of {run.features.length}.</p>}
    </section>
  );
}

/** The share of the rows in each bin, then and now, as two bars with their figures. */
function Bins({ drift }: { drift: Drift }) {
  const most = Math.max(...drift.bins.map((bin) => Math.max(bin.then, bin.now)), 0.01);
  return (
    <ul className={classes.bins} aria-label={`Shares of ${drift.name}`}>
      {drift.bins.map((bin, place) => (
        <li key={place}>
          <span className={classes.bin}>{binWords(bin)}</span>
          <span className={classes.bars} aria-hidden="true">
            <i data-when="then" style={{ width: `${(100 * bin.then) / most}%` }} />
            <i data-when="now" style={{ width: `${(100 * bin.now) / most}%` }} />
          </span>
          <span className={classes.shares}>
            {share(bin.then)} then, <b>{share(bin.now)} now</b>
          </span>
        </li>
      ))}
    </ul>
  );
}
