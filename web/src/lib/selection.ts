/** Which rows of a list are chosen. */
export interface Selection {
  ids: ReadonlySet<string>
  /** The row from which a range is counted: the last one that was chosen or left by itself. */
  anchor: string
}

export const nothing: Selection = { ids: new Set(), anchor: '' }

/** The row is chosen, or left if it was; it begins the next range. */
export function toggled({ ids }: Selection, id: string): Selection {
  const next = new Set(ids)
  if (!next.delete(id)) next.add(id)
  return { ids: next, anchor: id }
}

/** All rows from the anchor to this one are chosen too, as the list stands now; without an anchor only this one. */
export function extended({ ids, anchor }: Selection, order: string[], id: string): Selection {
  const from = order.indexOf(anchor)
  const to = order.indexOf(id)
  if (from < 0 || to < 0) return { ids: new Set([...ids, id]), anchor: id }
  return { ids: new Set([...ids, ...order.slice(Math.min(from, to), Math.max(from, to) + 1)]), anchor }
}

/** Every row that is shown, or none where all of them are chosen already. */
export function allOrNothing({ ids }: Selection, order: string[]): Selection {
  return order.every((id) => ids.has(id)) ? nothing : { ids: new Set(order), anchor: '' }
}
