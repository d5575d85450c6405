/** The tables in a folder of the project, read as one dataset: which folder, which files, and whether each row names its file. */
import { Select, TextInput } from '@mantine/core';
import { Field } from '@/ui';
import classes from './Dataset.module.css';

export interface FolderFiles {
  folderId: string | null;
  pattern: string;
  originColumn: string;
}

interface FolderSourceProps {
  folders: readonly { id: string; name: string }[];
  value: FolderFiles;
  onChange: (value: FolderFiles) => void;
}

export function FolderSource({ folders, value, onChange }: FolderSourceProps) {
  if (folders.length === 0) return <p className={classes.quiet}>This project has no folder yet. Make one in the flow and put the tables into it.</p>;
  return (
    <>
      <Field label="Folder" htmlFor="source-folder">
        <Select id="source-folder" w={240} searchable data={folders.map((folder) => ({ value: folder.id, label: folder.name }))} value={value.folderId} placeholder="Choose a folder" onChange={(folderId) => onChange({ ...value, folderId })} />
      </Field>
      <Field label="Files" htmlFor="source-pattern" help="Stars stand for anything: *.csv takes those at the top, **/*.csv those in sub-folders too. Empty takes every table.">
        <TextInput id="source-pattern" w={240} value={value.pattern} placeholder="every table" maxLength={500} spellCheck={false} onChange={(event) => onChange({ ...value, pattern: event.currentTarget.value })} />
      </Field>
      <Field label="Column with the file" htmlFor="source-origin" help="A column of this name tells of each row which file it comes from. Empty adds none.">
        <TextInput id="source-origin" w={240} value={value.originColumn} placeholder="none" maxLength={200} onChange={(event) => onChange({ ...value, originColumn: event.currentTarget.value })} />
      </Field>
    </>
  );
}
