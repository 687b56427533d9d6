import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core'

// Mantine wants ten shades; what is seen comes from tokens.css by the two resolvers below.
const petrol: MantineColorsTuple = [
  '#eaf6f9',
  '#dff1f6',
  '#b5dfea',
  '#86cbdd',
  '#4dbcd8',
  '#2697b3',
  '#147d99',
  '#0b6b85',
  '#0a5f76',
  '#084c5f',
]

const solid: Record<string, [fill: string, on: string, soft: string, text: string]> = {
  brand: ['var(--brand)', 'var(--on-brand)', 'var(--brand-soft)', 'var(--brand-text)'],
  red: ['var(--danger)', 'var(--bg)', 'var(--danger-soft)', 'var(--danger)'],
  queue: ['var(--queue)', 'var(--bg)', 'var(--queue-soft)', 'var(--queue-text)'],
}

const variantColorResolver: VariantColorsResolver = (input) => {
  const fallback = defaultVariantColorsResolver(input)
  const colors = solid[input.color ?? input.theme.primaryColor]
  if (!colors) return fallback
  const [fill, on, soft, text] = colors
  switch (input.variant) {
    case 'filled':
      return {
        background: fill,
        hover: `color-mix(in srgb, ${fill} 88%, var(--ink))`,
        color: on,
        border: 'none',
      }
    case 'light':
      return { background: soft, hover: soft, color: text, border: 'none' }
    case 'subtle':
    case 'transparent':
      return { background: 'transparent', hover: 'var(--hover)', color: text, border: 'none' }
    default:
      return fallback
  }
}

export const theme = createTheme({
  primaryColor: 'brand',
  primaryShade: { light: 7, dark: 4 },
  colors: { brand: petrol },
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  defaultRadius: 'var(--radius)',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '15px', xl: '18px' },
  headings: { fontFamily: 'var(--font)', fontWeight: '650' },
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  variantColorResolver,
  components: {
    Tooltip: { defaultProps: { openDelay: 350, withArrow: false, transitionProps: { duration: 120 } } },
    Modal: {
      defaultProps: {
        centered: true,
        radius: 'var(--radius-card)',
        transitionProps: { duration: 140 },
        overlayProps: { backgroundOpacity: 0.4 },
      },
    },
    Menu: {
      defaultProps: { radius: 'var(--radius-card)', transitionProps: { duration: 120 }, shadow: 'none' },
    },
    InputWrapper: { defaultProps: { inputWrapperOrder: ['label', 'input', 'description', 'error'] } },
  },
})

const shared = {
  '--mantine-color-body': 'var(--bg)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-bright': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink-3)',
  '--mantine-color-placeholder': 'var(--ink-3)',
  '--mantine-color-anchor': 'var(--brand-text)',
  '--mantine-color-error': 'var(--danger)',
  '--mantine-color-default': 'var(--bg)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-disabled': 'var(--bg-sunken)',
  '--mantine-color-disabled-color': 'var(--ink-3)',
  '--mantine-color-disabled-border': 'var(--line)',
  '--mantine-primary-color-filled': 'var(--brand)',
  '--mantine-primary-color-contrast': 'var(--on-brand)',
}

export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: shared,
  light: shared,
  dark: shared,
})
