import { type ComponentType, createContext, useContext, useEffect, useRef, useSyncExternalStore } from 'react'
import type { ActionID } from './table'

export interface Handler {
  run: () => void
  /** Left out: always. A disabled action is shown greyed in menus and left out of the palette. */
  enabled?: boolean
  icon?: ComponentType<{ size?: number | string }>
}

/** One thing that the palette found: a conversation, a contact, an account. */
export interface Found {
  id: string
  label: string
  detail: string
  run: () => void
}

/** Finds things for the palette by what was typed. */
export interface Source {
  id: string
  label: string
  icon: ComponentType<{ size?: number | string }>
  search: (text: string, signal: AbortSignal) => Promise<Found[]> | Found[]
}

/** What can be done on the page as it is now. The last to register an action does it. */
export class Registry {
  private readonly handlers = new Map<ActionID, { current: Handler }[]>()
  private readonly searchers = new Map<string, { current: Source }>()
  private readonly listeners = new Set<() => void>()
  private version = 0

  register(id: ActionID, handler: { current: Handler }): () => void {
    const stack = this.handlers.get(id) ?? []
    this.handlers.set(id, [...stack, handler])
    this.changed()
    return () => {
      this.handlers.set(
        id,
        (this.handlers.get(id) ?? []).filter((each) => each !== handler),
      )
      this.changed()
    }
  }

  addSource(source: { current: Source }): () => void {
    this.searchers.set(source.current.id, source)
    return () => this.searchers.delete(source.current.id)
  }

  get sources(): Source[] {
    return [...this.searchers.values()].map((each) => each.current)
  }

  find(id: ActionID): Handler | undefined {
    return this.handlers.get(id)?.at(-1)?.current
  }

  /** Whether somebody can do the action now. */
  can(id: ActionID): boolean {
    const handler = this.find(id)
    return handler !== undefined && handler.enabled !== false
  }

  /** Runs the action; false where nobody can do it now. */
  run(id: ActionID): boolean {
    if (!this.can(id)) return false
    this.find(id)?.run()
    return true
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  readonly snapshot = (): number => this.version

  private changed(): void {
    this.version++
    for (const listener of this.listeners) listener()
  }
}

const Actions = createContext<Registry | null>(null)

export const ActionsProvider = Actions.Provider

export function useActions(): Registry {
  const registry = useContext(Actions)
  if (!registry) throw new Error('useActions needs an ActionsProvider above it')
  useSyncExternalStore(registry.subscribe, registry.snapshot)
  return registry
}

/** Says that this component can do the action, as long as it is on the page. */
export function useAction(id: ActionID, handler: Handler): void {
  const registry = useContext(Actions)
  const latest = useRef(handler)
  latest.current = handler
  useEffect(() => registry?.register(id, latest), [registry, id])
}

/** Lets the palette find this component's things. */
export function useSource(source: Source): void {
  const registry = useContext(Actions)
  const latest = useRef(source)
  latest.current = source
  useEffect(() => registry?.addSource(latest), [registry])
}
