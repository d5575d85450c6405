/**
 * Turns the design tokens into CSS custom properties. Plain JavaScript, so that the build script and the tests share it.
 *
 * @param {any} tokens The parsed tokens.json.
 * @returns {string} A style sheet with `:root` (figures), light and dark blocks.
 */
export function tokensToCss(tokens) {
  const px = (group, prefix) => Object.entries(group).map(([name, value]) => `  --${prefix}-${kebab(name)}: ${value}px;`);
  const figures = [
    `  --font-ui: ${tokens.font.ui.family};`,
    `  --font-mono: ${tokens.font.mono.family};`,
    ...px(tokens.space, 'space'),
    ...px(tokens.size, 'size'),
    ...px(tokens.radius, 'radius'),
    ...['press', 'quick', 'calm', 'glide', 'sheet'].map((name) => `  --motion-${name}: ${tokens.motion[name]}ms;`),
    `  --ease: ${tokens.motion.ease};`,
  ];
  const scheme = (name) => [
    `  color-scheme: ${name};`,
    ...colours(tokens.color[name]).map(([key, value]) => `  --${key}: ${value};`),
    ...Object.entries(tokens.shadow[name]).map(([key, value]) => `  --${key}: ${value};`),
  ];
  return [
    '/* Written by scripts/tokens.mjs from tokens.json. Change the tokens, then run: npm run tokens */',
    `:root {\n${figures.join('\n')}\n}`,
    `:root,\n:root[data-mantine-color-scheme='light'] {\n${scheme('light').join('\n')}\n}`,
    `:root[data-mantine-color-scheme='dark'] {\n${scheme('dark').join('\n')}\n}`,
    '',
  ].join('\n\n');
}

/**
 * List one scheme's colours as flat CSS names; class colours become c0, c1, ... in the order given.
 *
 * @param {Record<string, any>} scheme
 * @returns {[string, string][]}
 */
export function colours(scheme) {
  /** @type {[string, string][]} */
  const flat = [];
  for (const [group, entries] of Object.entries(scheme)) {
    if (group === 'class') Object.values(entries).forEach((value, index) => flat.push([`c${index}`, value]));
    else if (group === 'kind') for (const kind of Object.values(entries)) flat.push(...pairs(kind));
    else flat.push(...pairs(entries));
  }
  return flat;
}

const pairs = (entries) => Object.entries(entries).map(([name, value]) => [kebab(name), value]);
const kebab = (name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
