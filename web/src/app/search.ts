/** The search of an address before it is looked at. */
export type Search = Record<string, unknown>

/** The words of an address that are there, each as text: a number or a yes was written as one. */
export function words<K extends string>(search: Search, names: K[]): { [N in K]?: string } {
  const found = names.map((name) => [name, search[name]] as const)
  return Object.fromEntries(
    found
      .filter(([, value]) => value !== '' && ['string', 'number', 'boolean'].includes(typeof value))
      .map(([name, value]) => [name, String(value)]),
  ) as { [N in K]?: string }
}
