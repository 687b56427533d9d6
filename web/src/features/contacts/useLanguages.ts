import { useLingui } from '@lingui/react/macro'

/** Languages that a contact can be written to in. */
const languages = ['en', 'fr', 'es']

/** The languages to choose from, in words; own is one that the contact has already, "" for none. */
export function useLanguages(own: string): { value: string; label: string }[] {
  const { i18n } = useLingui()
  const names = new Intl.DisplayNames([i18n.locale], { type: 'language' })
  const offered = own === '' || languages.includes(own) ? languages : [...languages, own]
  return offered.map((code) => ({ value: code, label: names.of(code) ?? code }))
}
