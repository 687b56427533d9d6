import { useState } from 'react'
import { http } from '@/api/http'
import { asProblem, type Problem } from '@/api/problem'
import { type Merged, merge } from '@/lib/merge'

interface Form<V> {
  getValues: () => V
  setValues: (values: V) => void
}

export interface Conflict<V, R = never> {
  /** The values that the form began with, or those of the row as it is now: what a PATCH is measured against. */
  base: V
  version: number
  /** What became of the last conflict; null when there was none. */
  outcome: (Merged<V> & { theirs: V }) | null
  /** Why the row as it is now could not be read. */
  error: Problem | null
  /** Deals with a version conflict by merging what is there now into the form; false for any other problem. */
  handle: (problem: Problem) => boolean
  /** The row was saved: what is there now is the new start. */
  rebase: (row: R) => void
}

interface Source<R> {
  /** The row that the form began with; left out for a new one. */
  row: R | undefined
  /** Where the row is read again: "/contacts/…". */
  path: string
}

/**
 * Keeps what was typed when somebody else has saved the same row: their changes are merged into the form, and saving
 * again overwrites knowingly.
 */
export function useConflict<V extends object, R extends { version: number }>(
  form: Form<V>,
  { row, path }: Source<R>,
  toValues: (row: R | undefined) => V,
): Conflict<V, R> {
  const [state, setState] = useState(() => ({ base: toValues(row), version: row?.version ?? 0 }))
  const [outcome, setOutcome] = useState<Conflict<V>['outcome']>(null)
  const [error, setError] = useState<Problem | null>(null)
  const meet = (current: R) => {
    const theirs = toValues(current)
    const merged = merge(state.base, form.getValues(), theirs)
    form.setValues(merged.values)
    setState({ base: theirs, version: current.version })
    setOutcome({ ...merged, theirs })
    setError(null)
  }
  const handle = (problem: Problem): boolean => {
    if (problem.code !== 'version_conflict') return false
    void http.get<R>(path).then(meet, (failure) => setError(asProblem(failure)))
    return true
  }
  const rebase = (saved: R) => {
    const values = toValues(saved)
    form.setValues(values)
    setState({ base: values, version: saved.version })
    setOutcome(null)
  }
  return { ...state, outcome, error, handle, rebase }
}
