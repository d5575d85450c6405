/** Everything that was dropped or chosen, as files with their paths: folders are walked to the bottom. */

export interface PickedFile {
  path: string;
  file: File;
}

/** Files that systems leave behind and nobody means to upload. */
const LITTER = /(?:^|\/)(?:\.DS_Store|Thumbs\.db|desktop\.ini|__MACOSX\/.*|\._[^/]*)$/i;

export function isLitter(path: string): boolean {
  return LITTER.test(path);
}

/** Read a drop. Must be called in the event itself: the browser empties the list of items afterwards. */
export async function filesOfDrop(transfer: DataTransfer): Promise<PickedFile[]> {
  const entries = Array.from(transfer.items).flatMap((item) => {
    const entry = item.kind === 'file' ? item.webkitGetAsEntry() : null;
    return entry === null ? [] : [entry];
  });
  if (entries.length === 0) return filesOfList(transfer.files);
  const walked = await Promise.all(entries.map((entry) => walk(entry)));
  return tidied(entries, walked.flat());
}

/** Files of an `<input type="file">`, whole folders included. */
export function filesOfList(list: ArrayLike<File>): PickedFile[] {
  const files = Array.from(list, (file) => ({ path: file.webkitRelativePath === '' ? file.name : file.webkitRelativePath, file }));
  return withoutSharedTop(files).filter((picked) => !isLitter(picked.path));
}

/** A single dropped folder stands for its content: its own name is left out of the paths. */
function tidied(entries: readonly FileSystemEntry[], files: readonly PickedFile[]): PickedFile[] {
  const kept = files.filter((picked) => !isLitter(picked.path));
  return entries.length === 1 && entries[0]?.isDirectory === true ? withoutSharedTop(kept) : kept;
}

export function withoutSharedTop(files: readonly PickedFile[]): PickedFile[] {
  const top = files[0]?.path.split('/')[0];
  const isShared = top !== undefined && files.every((picked) => picked.path.startsWith(`${top}/`));
  return isShared ? files.map((picked) => ({ ...picked, path: picked.path.slice(top.length + 1) })) : [...files];
}

async function walk(entry: FileSystemEntry): Promise<PickedFile[]> {
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    return [{ path: entry.fullPath.replace(/^\//, ''), file }];
  }
  if (!isFolder(entry)) return [];
  const reader = entry.createReader();
  const found: PickedFile[] = [];
  // The browser gives at most a hundred entries at a time and an empty list at the end.
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (batch.length === 0) return found;
    for (const child of batch) found.push(...(await walk(child)));
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
