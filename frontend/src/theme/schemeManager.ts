/** Remembers the colour scheme under the key that public/scheme.js reads before the first paint. */
import { localStorageColorSchemeManager } from '@mantine/core';

export const schemeManager = localStorageColorSchemeManager({ key: 'atelier-scheme' });
