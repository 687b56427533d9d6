import { i18n } from '@lingui/core'

export const locales = ['en', 'fr'] as const
export type Locale = (typeof locales)[number]

const remembered = 'parley.locale'

/** The language to begin with: the last one used on this device, else the browser's, else English. */
export function firstLocale(): Locale {
  return document.documentElement.lang === 'fr' ? 'fr' : 'en'
}

/** Loads the catalogue and switches; English stands in the code, every other language is a file of its own. */
export async function activate(locale: Locale): Promise<void> {
  const messages = locale === 'fr' ? await french() : {}
  i18n.loadAndActivate({ locale, messages })
  document.documentElement.lang = locale
  localStorage.setItem(remembered, locale)
}

async function french() {
  const [own, server] = await Promise.all([import('../locales/fr.po'), import('../locales/server/fr.po')])
  return { ...server.messages, ...own.messages }
}
