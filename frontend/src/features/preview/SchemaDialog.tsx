/** Before a save or a run: how the columns of the outputs would change, and which recipes read them. */
import { Button, Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { counted } from '@/lib/format';
import { typeWord, type Column } from '../datasets';
import { DownstreamList } from './DownstreamList';
import { downstreamQuery, type SchemaChange } from './queries';
import classes from './Preview.module.css';

export interface OutputChange {
  slot: string;
  /** Name of the dataset. */
  name: string;
  change: SchemaChange;
  /** Names of the recipes that read it. */
  readers: readonly string[];
}

interface SchemaDialogProps {
  projectKey: string;
  recipeId: string;
  /** The settings as they would be saved. */
  params: Readonly<Record<string, unknown>>;
  changes: readonly OutputChange[];
  deed: 'save' | 'run';
  /** Go on; `below` are the recipes to build again after this one. */
  onGoOn: (below: readonly string[]) => void;
  onClose: () => void;
}

const word = (type: string) => typeWord({ name: '', type: type as Column['type'] });

export function SchemaDialog({ projectKey, recipeId, params, changes, deed, onGoOn, onClose }: SchemaDialogProps) {
  const downstream = useQuery(downstreamQuery(projectKey, recipeId, params));
  const below = (downstream.data ?? []).filter((one) => one.problem === '').map((one) => one.recipe_id);
  return (
    <Modal opened onClose={onClose} title="The columns will change" size={560}>
      {changes.map(({ slot, name, change }) => (
        <section key={slot} className={classes.change}>
          <h3>{name}</h3>
          <ul>
            {change.added.length > 0 && (
              <li>
                <b>{change.added.length} added</b> <Names names={change.added} />
              </li>
            )}
            {change.removed.length > 0 && (
              <li data-loud>
                <b>{change.removed.length} removed</b> <Names names={change.removed} />
              </li>
            )}
            {change.retyped.map((one) => (
              <li key={one.name}>
                <b>retyped</b> <span className={classes.name}>{one.name}</span> from {word(one.before)} to {word(one.after)}
              </li>
            ))}
          </ul>
        </section>
      ))}
      {changes.some((one) => one.readers.length > 0) && <DownstreamList projectKey={projectKey} found={downstream.data} error={downstream.error} />}
      <div className={classes.dialogFoot}>
        <Button onClick={onClose}>Keep editing</Button>
        {deed === 'run' && below.length > 0 && <Button onClick={() => onGoOn(below)}>Run, and build {counted(below.length, 'recipe')} after it</Button>}
        <Button variant="filled" onClick={() => onGoOn([])} data-autofocus>
          {deed === 'save' ? 'Save with the new columns' : 'Run with the new columns'}
        </Button>
      </div>
    </Modal>
  );
}

const MOST = 12;

function Names({ names }: { names: readonly string[] }) {
  return (
    <>
      {names.slice(0, MOST).map((name) => (
        <span key={name} className={classes.name}>
          {name}
        </span>
      ))}
      {names.length > MOST && ` and ${names.length - MOST} more`}
    </>
  );
}
