/** One column: why it was taken or rejected, its role and type, and the settings of its handling. */
import { Button, CloseButton, Select } from '@mantine/core';
import { Segmented } from '@/ui';
import { ROLE_WORDS } from '../labWords';
import type { Feature, Role } from '../types';
import classes from './Design.module.css';
import type { SectionProps } from './DesignView';
import { asVector, changeFeatures, withHandling, withRole, withType } from './features';
import { handlingOf } from './handling';
import { HandlingForm } from './HandlingForm';

interface FeatureSideProps extends SectionProps {
  name: string;
  value: Feature;
  /** Whether its values may be lists of numbers. */
  canBeVector: boolean;
  onClose: () => void;
}

const ROLES: readonly Role[] = ['INPUT', 'REJECT', 'WEIGHT'];

export function FeatureSide({ projectKey, draft, types, canChange, name, value, canBeVector, onClose }: FeatureSideProps) {
  const type = types.features.find((one) => one.type === value.type);
  const change = (how: (one: Feature) => Feature, tag?: string) => draft.edit((now) => changeFeatures(now, [name], how), tag);
  const problems = draft.problems.filter((one) => one.loc[1] === 'per_feature' && one.loc[2] === name);
  const isRejected = value.role === 'REJECT';
  return (
    <aside className={classes.side} aria-label={`Handling of ${name}`}>
      <div className={classes.sideHead}>
        <h3>{name}</h3>
        <CloseButton aria-label="Close" onClick={onClose} />
      </div>
      {isRejected && value.reason !== '' && (
        <div className={classes.rejected} role="note">
          <span>{value.reason}</span>
          <span style={{ display: 'flex', gap: 8 }}>
            {canBeVector && value.type !== 'VECTOR' && (
              <Button size="xs" disabled={!canChange} onClick={() => change((one) => asVector(one, types))}>
                Use as vector
              </Button>
            )}
            <Button size="xs" variant="subtle" disabled={!canChange} onClick={() => change((one) => withRole(one, 'INPUT'))}>
              Use it all the same
            </Button>
          </span>
        </div>
      )}
      {!isRejected && value.reason !== '' && <p className={classes.help} style={{ marginBottom: 12 }}>{`It was rejected at first (${value.autoReason?.toLowerCase().replaceAll('_', ' ') ?? 'by rule'}); you took it in.`}</p>}
      <div className={classes.stack}>
        <div>
          <div className={classes.label}>Role</div>
          <Segmented label={`Role of ${name}`} value={value.role} disabled={!canChange} options={ROLES.map((role) => ({ value: role, label: ROLE_WORDS[role] }))} onChange={(role) => change((one) => withRole(one, role))} />
        </div>
        <Select
          label="Variable type"
          data={types.features.map((one) => ({ value: one.type, label: one.label }))}
          value={value.type}
          allowDeselect={false}
          disabled={!canChange}
          description={type?.description}
          onChange={(next) => next !== null && change((one) => withType(one, next, types))}
        />
        {!isRejected && type && (
          <HandlingForm key={type.type} projectKey={projectKey} prefix={`feature-${name}`} type={type} values={handlingOf(value)} problems={problems} isDisabled={!canChange} onChange={(field, next) => change((one) => withHandling(one, field, next), `${name}.${field}`)} />
        )}
      </div>
    </aside>
  );
}
