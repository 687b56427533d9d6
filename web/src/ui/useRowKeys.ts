import type { RefObject } from 'react'
import { useAction } from './actions/registry'

interface Options {
  enabled: boolean
  /** Chooses the row; range: all up to it. */
  choose?: (id: string, range: boolean) => void
}

/** The keys of a table: J and K move the focus from row to row, X chooses the one that has it. */
export function useRowKeys(body: RefObject<HTMLElement | null>, { enabled, choose }: Options): void {
  const rows = () => [...(body.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])]
  const focused = () => document.activeElement?.closest<HTMLElement>('[data-row]') ?? null
  const go = (step: number) => {
    const all = rows()
    const now = focused()
    const at = now ? all.indexOf(now) : -1
    const next = all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + step))]
    next?.focus()
    next?.scrollIntoView({ block: 'nearest' })
  }
  const select = (range: boolean) => {
    const id = focused()?.dataset.row
    if (id) choose?.(id, range)
  }
  useAction('list.next', { run: () => go(1), enabled })
  useAction('list.previous', { run: () => go(-1), enabled })
  useAction('list.select', { run: () => select(false), enabled: enabled && choose !== undefined })
  useAction('list.extend', { run: () => select(true), enabled: enabled && choose !== undefined })
}
