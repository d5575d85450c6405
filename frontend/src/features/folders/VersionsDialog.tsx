/** All versions of a folder, newest first; an earlier one can be brought back as a new version. */
import { Button, Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { bytes, counted, dateTime, who } from '@/lib/format';
import { ErrorLine, SkeletonRows, say } from '@/ui';
import classes from './Dialogs.module.css';
import { useUndo, versionsQuery } from './folderQueries';
import type { Folder } from './types';

export function VersionsDialog({ projectKey, folder, onClose }: { projectKey: string; folder: Folder; onClose: () => void }) {
  const versions = useQuery(versionsQuery(projectKey, folder.id));
  const undo = useUndo(projectKey, folder.id);
  return (
    <Modal opened onClose={onClose} title={`Versions of ${folder.name}`} size={620}>
      {versions.isPending && <SkeletonRows rows={4} />}
      <ErrorLine error={versions.error ?? undo.error} />
      <ol className={classes.versions}>
        {versions.data?.map((version) => (
          <li key={version.version}>
            <span className={classes.versionNumber}>{version.version}</span>
            <span className={classes.versionText}>
              <strong>{version.reason}</strong>
              <small>
                {who(version.created_by)}, {dateTime(version.created_at)}
                {typeof version.facts.files === 'number' && `, ${counted(version.facts.files, 'file')}`}
                {typeof version.facts.bytes === 'number' && `, ${bytes(version.facts.bytes)}`}
              </small>
            </span>
            {version.version === folder.version ? (
              <span className={classes.now}>now</span>
            ) : folder.writable ? (
              <Button
                size="xs"
                loading={undo.isPending && undo.variables === version.version}
                onClick={() => undo.mutate(version.version, { onSuccess: (changed) => say(changed.message) })}
              >
                Bring back
              </Button>
            ) : null}
          </li>
        ))}
      </ol>
    </Modal>
  );
}
