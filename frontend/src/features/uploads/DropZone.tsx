/** A place that takes dropped files and folders; without a mouse the same is reached by its buttons. */
import { useState, type DragEvent, type ReactNode } from 'react';
import { filesOfDrop, filesOfList, type PickedFile } from './dropped';
import classes from './Uploads.module.css';

interface DropZoneProps {
  onFiles: (files: PickedFile[]) => void;
  /** Shown over the content while files hang above it. */
  invitation: string;
  isDisabled?: boolean;
  className?: string | undefined;
  children: ReactNode;
}

export function DropZone({ onFiles, invitation, isDisabled = false, className, children }: DropZoneProps) {
  const [depth, setDepth] = useState(0);
  const takes = (event: DragEvent) => !isDisabled && event.dataTransfer.types.includes('Files');
  return (
    <div
      className={`${classes.zone ?? ''} ${className ?? ''}`}
      onDragEnter={(event) => takes(event) && setDepth((old) => old + 1)}
      onDragLeave={(event) => takes(event) && setDepth((old) => Math.max(0, old - 1))}
      onDragOver={(event) => takes(event) && event.preventDefault()}
      onDrop={(event) => {
        if (!takes(event)) return;
        event.preventDefault();
        setDepth(0);
        void filesOfDrop(event.dataTransfer).then((files) => files.length > 0 && onFiles(files));
      }}
    >
      {children}
      {depth > 0 && <div className={classes.invitation}>{invitation}</div>}
    </div>
  );
}

interface PickerProps {
  onFiles: (files: PickedFile[]) => void;
  accept?: string;
  isFolder?: boolean;
  isSingle?: boolean;
  label: string;
  children: (open: () => void) => ReactNode;
}

/** Opens the system's chooser for files or a whole folder. */
export function FilePicker({ onFiles, accept, isFolder = false, isSingle = false, label, children }: PickerProps) {
  const [input, setInput] = useState<HTMLInputElement | null>(null);
  const folderProps = isFolder ? { webkitdirectory: '' } : {};
  return (
    <>
      <input
        ref={setInput}
        type="file"
        hidden
        multiple={!isSingle}
        accept={accept}
        aria-label={label}
        {...folderProps}
        onChange={(event) => {
          const files = filesOfList(event.currentTarget.files ?? []);
          event.currentTarget.value = '';
          if (files.length > 0) onFiles(files);
        }}
      />
      {children(() => input?.click())}
    </>
  );
}
