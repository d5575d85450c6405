/** Which colour and marker a class has: as the project stored it, else one worked out from the name alone. */
export const COLOUR_COUNT = 10;
export const MARKER_COUNT = 4;

export interface ClassLook {
  /** 0 to 9: the colour `--c0` to `--c9`. */
  colour: number;
  /** 0 to 3: square, circle, triangle, diamond. */
  marker: number;
}

/** Look of a class; a name the project does not know keeps one look for ever, whatever else is shown beside it. */
export function classLook(name: string, colours: Readonly<Record<string, number>>): ClassLook {
  const index = Object.hasOwn(colours, name) ? colours[name] : undefined;
  return lookOf(index ?? hashOf(name) % COLOUR_COUNT);
}

export function lookOf(index: number): ClassLook {
  return { colour: index % COLOUR_COUNT, marker: Math.floor(index / COLOUR_COUNT) % MARKER_COUNT };
}

function hashOf(name: string): number {
  let hash = 7;
  for (const letter of name) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003;
  return hash;
}
