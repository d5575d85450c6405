/** Which colour and marker a class has: as the project stored it, else one worked out from the name alone. */
export const COLOUR_COUNT = 10;
export const MARKER_COUNT = 4;

export interface ClassLook {
  /** 0 to 9: the colour `--c0` to `--c9`. */
  colour: number;
  /** 0 to 3: square, circle, triangle, diamond. */
  marker: number;
}

/**
 * Look of a class. Names that the project does not know yet get the next colours in alphabetical order, as the project
 * will give them; a name of which nothing is known keeps one look for ever.
 *
 * @param names All names that are shown together.
 */
export function classLook(name: string, colours: Readonly<Record<string, number>>, names: readonly string[] = []): ClassLook {
  const stored = Object.hasOwn(colours, name) ? colours[name] : undefined;
  if (stored !== undefined) return lookOf(stored);
  const unknown = names.filter((one) => !Object.hasOwn(colours, one)).sort();
  const place = unknown.indexOf(name);
  const free = Math.max(-1, ...Object.values(colours)) + 1;
  return lookOf(place < 0 ? hashOf(name) % COLOUR_COUNT : free + place);
}

export function lookOf(index: number): ClassLook {
  return { colour: index % COLOUR_COUNT, marker: Math.floor(index / COLOUR_COUNT) % MARKER_COUNT };
}

function hashOf(name: string): number {
  let hash = 7;
  for (const letter of name) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003;
  return hash;
}
