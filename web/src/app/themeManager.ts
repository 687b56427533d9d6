import { localStorageColorSchemeManager } from '@mantine/core'

/** Remembers "light", "dark" or "auto" on this device, where boot.js reads it before the first paint. */
export const themeManager = localStorageColorSchemeManager({ key: 'parley.theme' })
