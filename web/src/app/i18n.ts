import { i18n } from '@lingui/core'
import { messages as english } from '../locales/en.po'

export const locales = ['en', 'fr'] as const
export type Locale = (typeof locales)[number]

const remembered = 'parley.locale'

/** The language to begin with: the last one used on this device, else the browser's, else English. */
export function firstLocale(): Locale {
  return document.documentElement.lang === 'fr' ? 'fr' : 'en'
}

/** Loads the catalogue and switches; English is in the first load, every other language is its own file. */
export async function activate(locale: Locale): Promise<void> {
  const messages = locale === 'fr' ? await french() : english
  i18n.loadAndActivate({ locale, messages })
  document.documentElement.lang = locale
  localStorage.setItem(remembered, locale)
}

async function french() {
  const [own, server] = await Promise.all([import('../locales/fr.po'), import('../locales/server/fr.po')])
  return { ...server.messages, ...own.messages }
}
