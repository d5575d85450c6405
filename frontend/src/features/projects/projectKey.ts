/** Keys of projects: proposed from the name while it is typed, the same rule as the server's. */

const LONGEST = 64;

/** "Cartoon characters, 2nd try" gives "CARTOON_CHARACTERS_2ND_TRY". Accents are dropped; a leading digit gets a P. */
export function proposeKey(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replaceAll('ß', 'ss')
    .toUpperCase();
  const key = plain.replace(/[^A-Z0-9]+/g, '_').replace(/^_+|_+$/g, '');
  if (key === '') return '';
  return (/^[A-Z]/.test(key) ? key : `P_${key}`).slice(0, LONGEST).replace(/_+$/, '');
}

/** Why a key cannot be used, or undefined. */
export function keyProblem(key: string, taken: readonly string[] = []): string | undefined {
  if (key === '') return 'A project needs a key.';
  if (key.length > LONGEST) return `A key has at most ${LONGEST} letters.`;
  if (!/^[A-Z][A-Z0-9_]*$/.test(key)) return 'A key begins with a capital letter and holds capitals, digits and underscores only.';
  if (taken.includes(key)) return `There is a project with the key ${key} already. Choose another key.`;
  return undefined;
}
