import { defineConfig } from '@lingui/cli'
import { formatter } from '@lingui/format-po'

const server = '<rootDir>/src/locales/server'

export default defineConfig({
  sourceLocale: 'en',
  locales: ['en', 'fr'],
  catalogs: [
    { path: '<rootDir>/src/locales/{locale}', include: ['<rootDir>/src'], exclude: ['**/locales/server/**'] },
    // What the server says in English is not told to the browser again: of this one only the translations are loaded.
    { path: `${server}/{locale}`, include: [server] },
  ],
  // No origins: the catalogues change when words change, not when lines move.
  format: formatter({ origins: false }),
})
