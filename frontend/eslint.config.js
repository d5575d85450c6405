import js from '@eslint/js';
import jsxA11y from 'eslint-plugin-jsx-a11y';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import path from 'node:path';
import tseslint from 'typescript-eslint';

const COLOUR = /#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})\b|\b(?:rgba?|hsla?|oklch|oklab)\(/i;
const FEATURE = /\/src\/features\/([^/]+)(\/.*)?$/;

/** Two house rules no package offers: features meet only at their index.ts, and colours come from the tokens. */
const atelier = {
  rules: {
    'feature-borders': {
      meta: { type: 'problem', schema: [], messages: { deep: 'Import feature "{{to}}" through its index.ts.' } },
      create(context) {
        const here = context.filename.replaceAll('\\', '/');
        const own = FEATURE.exec(here)?.[1];
        return {
          ImportDeclaration(node) {
            const source = String(node.source.value);
            let target = null;
            if (source.startsWith('@/')) target = `/src/${source.slice(2)}`;
            else if (source.startsWith('.')) target = path.posix.join(path.posix.dirname(here), source);
            const match = target && FEATURE.exec(target);
            if (!match || match[1] === own) return;
            if (match[2] && match[2] !== '/index') context.report({ node, messageId: 'deep', data: { to: match[1] } });
          },
        };
      },
    },
    'no-colour-literals': {
      meta: { type: 'problem', schema: [], messages: { literal: 'Use a token (var(--...)) instead of a colour literal.' } },
      create(context) {
        const check = (node, text) => {
          if (COLOUR.test(text)) context.report({ node, messageId: 'literal' });
        };
        return {
          Literal(node) {
            if (typeof node.value === 'string') check(node, node.value);
          },
          TemplateElement(node) {
            check(node, node.value.raw);
          },
        };
      },
    },
  },
};

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'src/api/schema.gen.ts', 'src/theme/tokens.gen.css'] },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [...tseslint.configs.strictTypeChecked],
    plugins: { atelier, 'react-hooks': reactHooks },
    languageOptions: {
      globals: { ...globals.browser },
      parserOptions: { project: ['./tsconfig.app.json', './tsconfig.node.json'], tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      ...reactHooks.configs.recommended.rules,
      'atelier/feature-borders': 'error',
      'atelier/no-colour-literals': 'error',
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': [
        'error',
        {
          selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']",
          message: 'Markup from strings is forbidden: build elements.',
        },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // Router redirects are thrown objects by design of TanStack Router.
      '@typescript-eslint/only-throw-error': 'off',
    },
  },
  {
    files: ['**/*.tsx'],
    extends: [jsxA11y.flatConfigs.recommended],
    rules: {
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      'jsx-a11y/no-autofocus': 'off', // Dialogs and the login page move focus to their first field on purpose.
    },
  },
  {
    files: ['**/*.test.{ts,tsx}', 'src/testing/**'],
    rules: {
      'atelier/no-colour-literals': 'off',
      'max-lines': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  { files: ['**/*.js', '**/*.mjs'], languageOptions: { globals: { ...globals.node, ...globals.browser } } },
);
