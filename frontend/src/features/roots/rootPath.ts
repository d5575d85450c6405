/** Paths below an allowed root, taken apart and put together. */

export interface Crumb {
  name: string;
  path: string;
}

export function join(path: string, name: string): string {
  return path === '' ? name : `${path}/${name}`;
}

export function parentOf(path: string): string {
  return path.split('/').slice(0, -1).join('/');
}

/** The folders from the root down to `path`, the root itself first. */
export function crumbsOf(root: string, path: string): Crumb[] {
  const parts = path.split('/').filter((part) => part !== '');
  return [{ name: root, path: '' }, ...parts.map((name, index) => ({ name, path: parts.slice(0, index + 1).join('/') }))];
}

/** A path as typed: no slashes at the ends, none doubled. */
export function tidy(path: string): string {
  return path
    .split('/')
    .map((part) => part.trim())
    .filter((part) => part !== '' && part !== '.')
    .join('/');
}
