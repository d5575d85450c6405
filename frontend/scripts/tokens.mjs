// Writes src/theme/tokens.gen.css from src/theme/tokens.json: one CSS variable for each token, in both schemes.
import { readFileSync, writeFileSync } from 'node:fs';
import { tokensToCss } from '../src/theme/tokensToCss.js';

const tokens = JSON.parse(readFileSync(new URL('../src/theme/tokens.json', import.meta.url), 'utf8'));
writeFileSync(new URL('../src/theme/tokens.gen.css', import.meta.url), tokensToCss(tokens));
