/** All versions of a saved model, newest first: their figures, which one is active, and two of them side by side. */
import { ActionIcon, Button } from '@mantine/core';
import { IconArrowBackUp, IconTrash } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { dateTime, decimals, who } from '@/lib/format';
import { ComparePart } from './ComparePart';
import { useActivate, useDeleteVersion, useRestoreVersion, type ModelVersion, type SavedModel } from './queries';
import classes from './SavedModel.module.css';
import { cameBy, rankedValue, trainedOnWords } from './words';

interface VersionsTabProps {
  projectKey: string;
  model: SavedModel;
  /** The version that the active one is compared with. */
  compared: number | undefined;
  onCompare: (version: number | undefined) => void;
}

export function VersionsTab({ projectKey, model, compared, onCompare }: VersionsTabProps) {
  const restore = useRestoreVersion(projectKey, model);
  const ranked = model.versions[0]?.ranked_by;
  const other = model.versions.find((one) => one.version === compared && !one.is_active);
  return (
    <>
      {/* Focusable, so that it scrolls by keyboard too. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={classes.wide} tabIndex={0} role="region" aria-label="Versions">
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">Version</th>
              <th scope="col" className={classes.number}>
                {ranked?.label ?? 'Metric'}
              </th>
              <th scope="col">Model</th>
              <th scope="col" className={classes.hidePhone}>
                Trained on
              </th>
              <th scope="col" className={classes.hidePhone}>
                Made
              </th>
              <th scope="col">
                <span className="visually-hidden">What can be done</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {model.versions.map((version) => (
              <VersionRow key={version.version} projectKey={projectKey} model={model} version={version} isCompared={version.version === other?.version} onCompare={onCompare} />
            ))}
          </tbody>
        </table>
      </div>
      {other !== undefined && <ComparePart projectKey={projectKey} model={model} other={other} onClose={() => onCompare(undefined)} />}
      {model.deleted_versions.length > 0 && (
        <section className={classes.part} aria-label="Deleted versions">
          <h2>Deleted versions</h2>
          <ul className={classes.deleted}>
            {model.deleted_versions.map((version) => (
              <li key={version.version}>
                <span>
                  Version {version.version}, {version.label}
                </span>
                <Button size="xs" leftSection={<IconArrowBackUp size={14} stroke={1.5} />} loading={restore.isPending && restore.variables === version.version} onClick={() => restore.mutate(version.version)}>
                  Bring back
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

interface VersionRowProps {
  projectKey: string;
  model: SavedModel;
  version: ModelVersion;
  isCompared: boolean;
  onCompare: (version: number | undefined) => void;
}

function VersionRow({ projectKey, model, version, isCompared, onCompare }: VersionRowProps) {
  const activate = useActivate(projectKey, model);
  const remove = useDeleteVersion(projectKey, model);
  const isRollBack = version.version < model.version;
  return (
    <tr data-active={version.is_active}>
      <th scope="row">
        <Link to="/projects/$key/saved-models/$id" params={{ key: projectKey, id: model.id }} search={{ tab: 'report', version: version.version }}>
          {version.version}
        </Link>
        {version.is_active && <span className={classes.badge}>active</span>}
      </th>
      <td className={classes.number}>{decimals(rankedValue(version))}</td>
      <td>
        <div className={classes.name}>{version.label}</div>
        <div className={classes.meta}>{version.values_text}</div>
      </td>
      <td className={classes.hidePhone}>{trainedOnWords(version)}</td>
      <td className={classes.hidePhone}>
        <div>{dateTime(version.created_at)}</div>
        <div className={classes.meta}>
          {cameBy(version)} by {who(version.created_by)}
        </div>
      </td>
      <td>
        {!version.is_active && (
          <span className={classes.deeds}>
            <Button size="xs" aria-pressed={isCompared} onClick={() => onCompare(isCompared ? undefined : version.version)}>
              Compare
            </Button>
            <Button size="xs" loading={activate.isPending} onClick={() => activate.mutate(version.version)}>
              {isRollBack ? 'Roll back to it' : 'Make active'}
            </Button>
            <ActionIcon aria-label={`Delete version ${version.version}`} loading={remove.isPending} onClick={() => remove.mutate(version.version)}>
              <IconTrash size={16} stroke={1.5} />
            </ActionIcon>
          </span>
        )}
      </td>
    </tr>
  );
}
