/** What a custom field holds: a text, a number, a date as 2026-11-21, one of its choices, or yes and no; null for nothing. */
export type CustomValue = string | number | boolean | null

/** The values of a row, as the API gives them by the key of their field. What is no value of a field is left out. */
export function customValues(row: Record<string, unknown> | undefined): Record<string, CustomValue> {
  return Object.fromEntries(
    Object.entries(row ?? {}).filter((entry): entry is [string, CustomValue] =>
      ['string', 'number', 'boolean'].includes(typeof entry[1]),
    ),
  )
}

/** What the server is told: the values of the form, null for those that were emptied. */
export function customBody(values: Record<string, CustomValue>): Record<string, CustomValue> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      key,
      typeof value === 'string' && value.trim() === '' ? null : value,
    ]),
  )
}
