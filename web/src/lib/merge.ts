/** What became of a form whose row was changed by someone else meanwhile. */
export interface Merged<T> {
  /** What the form shall hold now: mine, and theirs where I had changed nothing. */
  values: T
  /** Fields that only they changed; taken over. */
  taken: (keyof T)[]
  /** Fields that both changed, to different values; mine is kept. */
  disputed: (keyof T)[]
}

/** Three-way merge, field by field. Values are compared by content. */
export function merge<T extends object>(base: T, mine: T, theirs: T): Merged<T> {
  const merged: Merged<T> = { values: { ...mine }, taken: [], disputed: [] }
  for (const field of Object.keys(theirs) as (keyof T)[]) {
    if (same(base[field], theirs[field]) || same(mine[field], theirs[field])) continue
    if (same(base[field], mine[field])) {
      merged.values[field] = theirs[field]
      merged.taken.push(field)
    } else {
      merged.disputed.push(field)
    }
  }
  return merged
}

/** The fields of values that differ from base; what a PATCH has to say. */
export function changed<T extends object>(base: T, values: T): Partial<T> {
  const result: Partial<T> = {}
  for (const field of Object.keys(values) as (keyof T)[]) {
    if (!same(base[field], values[field])) result[field] = values[field]
  }
  return result
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
