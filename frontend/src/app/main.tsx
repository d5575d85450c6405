import '@fontsource-variable/instrument-sans/wdth.css';
import '@fontsource-variable/red-hat-mono/wght.css';
// In a cascade layer: Atelier's own styles win whatever the order of the bundled files.
import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import '@mantine/spotlight/styles.layer.css';
import '../theme/tokens.gen.css';
import '../theme/global.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Providers } from './providers';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no element with the id "root".');

createRoot(root).render(
  <StrictMode>
    <Providers />
  </StrictMode>,
);
