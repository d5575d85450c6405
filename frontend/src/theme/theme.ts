/** The tokens as a Mantine theme: the one place where Mantine learns what Atelier looks like (LOOK 15). */
import {
  createTheme,
  defaultVariantColorsResolver,
  type CSSVariablesResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core';
import { mix } from './colour';
import tokens from './tokens.json';

const light = tokens.color.light.accent.accent;
const dark = tokens.color.dark.accent.accent;
const white = tokens.color.light.surface.raised;
const black = tokens.color.dark.accent.onAccent;

/** Ten steps built round the two accents: step 3 is the dark scheme's, step 8 the light scheme's. */
export const aubergine: MantineColorsTuple = [
  mix(dark, white, 0.82),
  mix(dark, white, 0.6),
  mix(dark, white, 0.3),
  dark,
  mix(dark, light, 0.25),
  mix(dark, light, 0.45),
  mix(dark, light, 0.65),
  mix(dark, light, 0.85),
  light,
  mix(light, black, 0.35),
];

const QUIET = { background: 'transparent', border: '1px solid transparent' };

const variantColorResolver: VariantColorsResolver = (input) => {
  const resolved = defaultVariantColorsResolver(input);
  const isFailure = input.color === 'failed';
  switch (input.variant) {
    case 'filled':
      return isFailure
        ? { ...resolved, background: 'var(--failed)', hover: 'var(--failed)', color: 'var(--sheet)', border: 'none' }
        : { ...resolved, background: 'var(--accent)', hover: 'var(--accent-hover)', color: 'var(--on-accent)', border: 'none' };
    case 'outline':
      return {
        background: 'var(--raised)',
        hover: isFailure ? 'var(--failed-soft)' : 'var(--accent-soft)',
        color: isFailure ? 'var(--failed)' : 'var(--accent-text)',
        border: `1px solid ${isFailure ? 'var(--failed)' : 'var(--accent-line)'}`,
      };
    case 'light':
      return { background: 'var(--accent-soft)', hover: 'var(--accent-soft)', color: 'var(--accent-text)', border: 'none' };
    case 'subtle':
      return { ...QUIET, hover: 'var(--hover)', color: isFailure ? 'var(--failed)' : 'var(--ink2)' };
    default:
      return resolved;
  }
};

const CONTROL = 32;

export const theme = createTheme({
  primaryColor: 'aubergine',
  primaryShade: { light: 8, dark: 3 },
  autoContrast: true,
  colors: { aubergine },
  white,
  black: tokens.color.light.text.ink,
  fontFamily: tokens.font.ui.family,
  fontFamilyMonospace: tokens.font.mono.family,
  defaultRadius: tokens.radius.control,
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  fontSizes: { xs: '11px', sm: '13px', md: '13px', lg: '14px', xl: '18px' },
  lineHeights: { xs: '1.3', sm: '1.54', md: '1.54', lg: '1.43', xl: '1.33' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '4px', sm: '5px', md: '8px', lg: '12px', xl: '14px' },
  shadows: { xs: 'var(--e1)', sm: 'var(--e2)', md: 'var(--e3)', lg: 'var(--e3)', xl: 'var(--e3)' },
  headings: {
    fontFamily: tokens.font.ui.family,
    fontWeight: '620',
    sizes: {
      h1: { fontSize: '18px', lineHeight: '24px' },
      h2: { fontSize: '14px', lineHeight: '20px' },
      h3: { fontSize: '12px', lineHeight: '16px' },
    },
  },
  breakpoints: { xs: '30em', sm: '40em', md: '64em', lg: '80em', xl: '100em' },
  variantColorResolver,
  components: {
    Button: {
      defaultProps: { variant: 'default', size: 'sm' },
      vars: (_theme: unknown, props: { size?: string }) => ({
        root: {
          '--button-height': props.size === 'xs' ? '28px' : props.size === 'lg' ? '44px' : `${CONTROL}px`,
          '--button-padding-x': props.size === 'xs' ? '9px' : '12px',
          '--button-fz': props.size === 'xs' ? '12px' : '13px',
        },
      }),
    },
    ActionIcon: { defaultProps: { variant: 'subtle', size: CONTROL } },
    Input: { vars: () => ({ wrapper: { '--input-height': `${CONTROL}px`, '--input-fz': '13px' } }) },
    InputWrapper: { defaultProps: { inputWrapperOrder: ['label', 'input', 'description', 'error'] } },
    TextInput: { defaultProps: { size: 'sm' } },
    PasswordInput: { defaultProps: { size: 'sm', visibilityToggleButtonProps: { 'aria-label': 'Show what is typed' } } },
    NumberInput: { defaultProps: { size: 'sm' } },
    Select: { defaultProps: { size: 'sm', checkIconPosition: 'right', comboboxProps: { shadow: 'md' } } },
    Checkbox: { defaultProps: { size: 'sm', radius: 4 } },
    Radio: { defaultProps: { size: 'sm' } },
    Switch: { defaultProps: { size: 'sm' } },
    Menu: { defaultProps: { shadow: 'md', position: 'bottom-end', offset: 4 } },
    Modal: {
      defaultProps: {
        // A dialog's head is no banner of the page.
        attributes: { header: { role: 'presentation' } },
        radius: tokens.radius.sheet,
        shadow: 'md',
        padding: 16,
        overlayProps: { backgroundOpacity: 0.35, blur: 0 },
        transitionProps: { transition: 'fade', duration: tokens.motion.calm },
        closeButtonProps: { 'aria-label': 'Close' },
      },
    },
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } },
    Drawer: { defaultProps: { attributes: { header: { role: 'presentation' } }, closeButtonProps: { 'aria-label': 'Close' } } },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: false, radius: 5, color: 'var(--ink)' } },
    Tabs: { defaultProps: { variant: 'default' } },
    Slider: { defaultProps: { thumbLabel: 'Value' } },
  },
});

export const cssVariablesResolver: CSSVariablesResolver = () => {
  const shared = {
    '--mantine-color-body': 'var(--desk)',
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-dimmed': 'var(--ink3)',
    '--mantine-color-placeholder': 'var(--ink3)',
    '--mantine-color-error': 'var(--failed)',
    '--mantine-color-anchor': 'var(--accent-text)',
    '--mantine-color-default': 'var(--raised)',
    '--mantine-color-default-hover': 'var(--hover)',
    '--mantine-color-default-color': 'var(--ink)',
    '--mantine-color-default-border': 'var(--line2)',
    '--mantine-color-disabled': 'var(--sunken)',
    '--mantine-color-disabled-color': 'var(--ink3)',
    '--mantine-color-disabled-border': 'var(--line)',
    '--mantine-primary-color-filled': 'var(--accent)',
    '--mantine-primary-color-filled-hover': 'var(--accent-hover)',
    '--mantine-primary-color-contrast': 'var(--on-accent)',
  };
  return { variables: {}, light: shared, dark: shared };
};
