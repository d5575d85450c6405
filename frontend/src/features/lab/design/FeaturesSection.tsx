/** The columns and what becomes of them: role, type, handling and why; one or many at once. */
import { Button, Checkbox, Menu, Select, TextInput, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconSearch } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import type { Column } from '@/features/datasets';
import { counted } from '@/lib/format';
import { Segmented, StateGlyph } from '@/ui';
import { FEATURE_WORDS, ROLE_WORDS } from '../labWords';
import { holdsVectors } from '../targets';
import type { Feature, Role } from '../types';
import { BulkHandling } from './BulkHandling';
import { CopyDialog } from './CopyDialog';
import classes from './Design.module.css';
import type { SectionProps } from './DesignView';
import { asVector, changeFeatures, featuresOf, withRole, withType } from './features';
import { FeatureSide } from './FeatureSide';
import { handlingWords } from './handling';
import { nextSort, shownFeatures, type FeaturesView, type SortBy } from './shownFeatures';
import { problemAt, problemsIn } from './sections';

const ROLES: readonly Role[] = ['INPUT', 'REJECT', 'WEIGHT'];
const SEARCH_FROM = 12;

interface FeaturesSectionProps extends SectionProps {
  datasetColumns: readonly Column[] | undefined;
  feature: string | undefined;
  onFeature: (name: string | undefined) => void;
}

export function FeaturesSection(props: FeaturesSectionProps) {
  const { draft, design, types, canChange, datasetColumns, feature, onFeature } = props;
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [view, setView] = useState<FeaturesView>({ search: '', role: undefined, sort: undefined });
  const [copying, setCopying] = useState<'to' | 'from'>();
  const [isBulk, setIsBulk] = useState(false);
  const all = Object.entries(featuresOf(design));
  const shown = shownFeatures(all, view);
  const able = shown.filter(([, one]) => one.role !== 'TARGET').map(([name]) => name);
  const inputs = all.filter(([, one]) => one.role === 'INPUT').length;
  const change = (names: Iterable<string>, how: (one: Feature) => Feature, tag?: string) => draft.edit((now) => changeFeatures(now, names, how), tag);
  const open = all.find(([name]) => name === feature);
  const general = problemsIn(draft.problems, 'features').filter((one) => one.loc.length < 3);
  const toggle = (name: string, isOn: boolean) => {
    const next = new Set(ticked);
    if (isOn) next.add(name);
    else next.delete(name);
    setTicked(next);
  };
  // Of a column that the script makes nothing is known before it is read.
  const canBeVector = (name: string) => {
    const column = datasetColumns?.find((one) => one.name === name);
    return types.features.some((one) => one.type === 'VECTOR') && (column === undefined || holdsVectors(column));
  };
  const typesOffered = types.features.map((one) => ({ value: one.type, label: one.label }));
  return (
    <section aria-label="Features" style={{ display: 'flex', flexDirection: 'column', flex: 1, minHeight: 0 }}>
      <div className={classes.bulk}>
        <h2>Features</h2>
        <span className={classes.note}>{ticked.size > 0 ? `${ticked.size} chosen` : `${inputs} of ${all.length - 1} columns are looked at`}</span>
        {ticked.size > 0 ? (
          <>
            <Menu position="bottom-start">
              <Menu.Target>
                <Button size="xs" rightSection={<IconChevronDown size={12} stroke={1.5} />}>
                  Role
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                {ROLES.map((role) => (
                  <Menu.Item key={role} onClick={() => change(ticked, (one) => withRole(one, role))}>
                    {ROLE_WORDS[role]}
                  </Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
            <Menu position="bottom-start">
              <Menu.Target>
                <Button size="xs" rightSection={<IconChevronDown size={12} stroke={1.5} />}>
                  Type
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                {types.features.map((one) => (
                  <Menu.Item key={one.type} onClick={() => change(ticked, (found) => withType(found, one.type, types))}>
                    {one.label}
                  </Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
            <Button size="xs" onClick={() => setIsBulk(true)}>
              Handling
            </Button>
            <Button size="xs" variant="subtle" onClick={() => setTicked(new Set())}>
              Choose none
            </Button>
          </>
        ) : (
          all.length > SEARCH_FROM && (
            <>
              <TextInput aria-label="Find a feature" placeholder="Find a feature" w={176} leftSection={<IconSearch size={15} stroke={1.5} />} value={view.search} onChange={(event) => setView({ ...view, search: event.currentTarget.value })} />
              <Segmented<Role | 'ALL'>
                label="Which columns are shown"
                value={view.role ?? 'ALL'}
                options={[{ value: 'ALL', label: 'All' }, { value: 'INPUT', label: 'Inputs' }, { value: 'REJECT', label: 'Rejected' }]}
                onChange={(role) => setView({ ...view, role: role === 'ALL' ? undefined : role })}
              />
            </>
          )
        )}
        <span className={classes.headEnd}>
          <Button size="xs" variant="subtle" onClick={() => setCopying('to')}>
            Copy to
          </Button>
          <Button size="xs" variant="subtle" disabled={!canChange} onClick={() => setCopying('from')}>
            Copy from
          </Button>
        </span>
      </div>
      {general.map((one) => (
        <p key={one.message} className={classes.problem} role="alert" style={{ margin: '10px 16px' }}>
          <StateGlyph state="failed" /> {one.message}
        </p>
      ))}
      <div className={classes.features}>
        {/* Focusable, so that the list scrolls by keyboard too. */}
        {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
        <div className={classes.featureList} tabIndex={0} role="region" aria-label="Columns and their roles">
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">
                  <Checkbox
                    aria-label="Choose all"
                    checked={able.length > 0 && able.every((name) => ticked.has(name))}
                    indeterminate={ticked.size > 0 && !able.every((name) => ticked.has(name))}
                    onChange={(event) => setTicked(event.currentTarget.checked ? new Set(able) : new Set())}
                  />
                </th>
                <SortHead by="name" view={view} onView={setView}>
                  Name
                </SortHead>
                <SortHead by="role" view={view} onView={setView}>
                  Role
                </SortHead>
                <SortHead by="type" view={view} onView={setView}>
                  Type
                </SortHead>
                <th scope="col" className={open ? classes.tight : classes.wide}>
                  Handling
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map(([name, one]) => {
                const isTarget = one.role === 'TARGET';
                const problem = problemAt(draft.problems, 'preprocessing', 'per_feature', name);
                return (
                  <tr key={name} data-here={name === feature} data-off={one.role === 'REJECT'}>
                    <td>{!isTarget && <Checkbox aria-label={`Choose ${name}`} checked={ticked.has(name)} onChange={(event) => toggle(name, event.currentTarget.checked)} />}</td>
                    <td>
                      <UnstyledButton className={classes.featureName} disabled={isTarget} aria-expanded={name === feature} onClick={() => onFeature(name === feature ? undefined : name)}>
                        {name}
                      </UnstyledButton>
                    </td>
                    <td>
                      {isTarget ? (
                        'Target'
                      ) : (
                        <Select
                          aria-label={`Role of ${name}`}
                          w={112}
                          data={ROLES.map((value) => ({ value, label: ROLE_WORDS[value] }))}
                          value={one.role}
                          allowDeselect={false}
                          disabled={!canChange}
                          onChange={(role) => role !== null && change([name], (found) => withRole(found, role))}
                        />
                      )}
                    </td>
                    <td>
                      {isTarget ? (
                        FEATURE_WORDS[(one.type)]
                      ) : (
                        <Select aria-label={`Type of ${name}`} w={126} data={typesOffered} value={one.type} allowDeselect={false} disabled={!canChange} onChange={(type) => type !== null && change([name], (found) => withType(found, type, types))} />
                      )}
                    </td>
                    <td className={open ? classes.tight : classes.wide}>
                      {problem !== undefined ? (
                        <span className={classes.wrong}>{problem}</span>
                      ) : one.role === 'REJECT' ? (
                        <span className={classes.reason}>{one.reason === '' ? 'not looked at' : one.reason}</span>
                      ) : isTarget ? (
                        <span className={classes.reason}>what is predicted</span>
                      ) : (
                        <span className={classes.reason}>{handlingWords(one, types)}</span>
                      )}
                      {one.role === 'REJECT' && one.autoReason === 'LOOKS_LIKE_ID' && canChange && canBeVector(name) && (
                        <Button size="xs" variant="light" ml={8} onClick={() => change([name], (found) => asVector(found, types))}>
                          Use as vector
                        </Button>
                      )}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
          {shown.length === 0 && <p className={classes.body}>{view.search.trim() === '' ? 'No column has this role.' : `No column shown here has “${view.search}” in its name.`}</p>}
        </div>
        {open && <FeatureSide {...props} canBeVector={canBeVector(open[0])} name={open[0]} value={open[1]} onClose={() => onFeature(undefined)} />}
      </div>
      {copying && <CopyDialog {...props} direction={copying} only={ticked} onClose={() => setCopying(undefined)} />}
      {isBulk && <BulkHandling {...props} names={[...ticked]} onClose={() => setIsBulk(false)} />}
      <span className="visually-hidden" role="status">
        {ticked.size > 0 ? `${counted(ticked.size, 'column')} chosen` : ''}
      </span>
    </section>
  );
}

function SortHead({ by, view, onView, children }: { by: SortBy; view: FeaturesView; onView: (view: FeaturesView) => void; children: ReactNode }) {
  const sort = view.sort?.by === by ? view.sort : undefined;
  return (
    <th scope="col" aria-sort={sort === undefined ? 'none' : sort.isDown ? 'descending' : 'ascending'}>
      <UnstyledButton className={classes.sortHead} onClick={() => onView({ ...view, sort: nextSort(view.sort, by) })}>
        {children}
        {sort !== undefined && <span aria-hidden="true">{sort.isDown ? ' ↓' : ' ↑'}</span>}
      </UnstyledButton>
    </th>
  );
}
