import { i18n } from '@lingui/core'

/**
 * What the server says, in the user's language: by its English text, else by the code of a problem, else as it came
 * (see texts.ts). A provider's own words stay as they are.
 */
export function fromServer(text: string, code = ''): string {
  if (text in i18n.messages) return i18n._(text)
  const byCode = `problem.${code}`
  return byCode in i18n.messages ? i18n._(byCode) : text
}
