import type { SettingField, SettingValue } from '@/api/types'

/** What the form holds of a setting: text for most, a list too, a boolean for a toggle, a number or "" for a number. */
export type FormValue = string | number | boolean

/** What the form holds, by field name. */
export type SettingValues = Record<string, FormValue>

/** What is wrong with a value; the form says it in words. */
export type SettingFault = 'required' | 'number' | 'url'

/** What the form begins with: the channel's settings, else the driver's defaults. A secret always begins empty. */
export function startValues(
  fields: SettingField[],
  settings: Record<string, SettingValue> = {},
): SettingValues {
  return Object.fromEntries(
    fields.map((field) => [
      field.name,
      field.secret ? '' : read(field, settings[field.name] ?? field.default ?? ''),
    ]),
  )
}

/**
 * What has to be sent: the values that differ from the start. A secret left empty is kept by the server, and what the
 * hub makes by itself is never sent.
 */
export function changedSettings(
  fields: SettingField[],
  start: SettingValues,
  values: SettingValues,
): Record<string, SettingValue> {
  const changed = fields.filter(
    ({ name, type }) => type !== 'generated' && values[name] !== undefined && values[name] !== start[name],
  )
  return Object.fromEntries(changed.map((field) => [field.name, written(field, values[field.name] ?? '')]))
}

/** What can be seen to be wrong without asking the server. A required secret that is already set may stay empty. */
export function settingFaults(
  fields: SettingField[],
  values: SettingValues,
  secretsSet: string[] = [],
): Record<string, SettingFault> {
  const faults: Record<string, SettingFault> = {}
  for (const field of fields) {
    const fault = faultOf(field, values[field.name] ?? '', secretsSet.includes(field.name))
    if (fault) faults[field.name] = fault
  }
  return faults
}

/** The server's messages by field name: it says "settings.auth_token" or "auth_token". */
export function settingErrors(byField: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(byField).map(([field, message]) => [field.replace(/^settings\./, ''), message]),
  )
}

function faultOf(field: SettingField, value: FormValue, alreadySet: boolean): SettingFault | undefined {
  if (field.type === 'generated' || field.type === 'toggle') return undefined
  const text = String(value).trim()
  if (text === '') return field.required && !alreadySet ? 'required' : undefined
  if (field.type === 'number' && !/^\d+$/.test(text)) return 'number'
  if (field.type === 'url' && !isWebAddress(text)) return 'url'
  return undefined
}

function isWebAddress(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined
  return url !== undefined && /^https?:$/.test(url.protocol) && url.hostname !== ''
}

function read({ type }: SettingField, value: SettingValue): FormValue {
  switch (type) {
    case 'toggle':
      return value === true || value === 'true'
    case 'number':
      return value === '' ? '' : Number(value)
    case 'list':
      return words(String(value)).join(', ')
    default:
      return String(value)
  }
}

function written({ type }: SettingField, value: FormValue): SettingValue {
  if (type === 'list') return words(String(value))
  return typeof value === 'string' ? value.trim() : value
}

/** The words of a list as one types it: separated by commas, semicolons or new lines. */
function words(text: string): string[] {
  return text
    .split(/[,;\n]/)
    .map((word) => word.trim())
    .filter((word) => word !== '')
}
