/** What is wrong with a new item's name, said while it is typed; the server checks it again. */
interface Named {
  name: string;
  kind: string;
}

export function nameProblem(name: string, kind: string, items: readonly Named[] | undefined): string | undefined {
  if (Array.from(name).some((letter) => (letter.codePointAt(0) ?? 0) < 32 || letter === '/' || letter === '\\')) {
    return 'A name is one line of text without slashes.';
  }
  if (name.length > 120) return 'A name has at most 120 letters.';
  if (items?.some((item) => item.kind === kind && item.name.toLocaleLowerCase() === name.toLocaleLowerCase()) === true) {
    return `There is a ${kind} called ${name} already. Choose another name.`;
  }
  return undefined;
}
