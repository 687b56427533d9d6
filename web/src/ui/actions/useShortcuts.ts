import { useEffect } from 'react'
import { type Chord, isTyping, matches, parse } from './keys'
import type { Registry } from './registry'
import { type ActionID, actionIDs, declared } from './table'

/** How long the second key of "G M" may take. */
const sequenceTime = 1200

/** The user's own keys by action, from his preferences; "" takes a key away. */
export type Remapped = Partial<Record<ActionID, string>>

export function keysOf(id: ActionID, remapped: Remapped = {}): string {
  return remapped[id] ?? declared(id).keys ?? ''
}

/** Listens on the page and runs actions by their keys. singleKeys false silences those that text could type. */
export function useShortcuts(registry: Registry, singleKeys: boolean, remapped: Remapped): void {
  useEffect(() => {
    const listener = new ShortcutListener(registry, singleKeys, remapped)
    window.addEventListener('keydown', listener.press)
    return () => window.removeEventListener('keydown', listener.press)
  }, [registry, singleKeys, remapped])
}

class ShortcutListener {
  private pending: { rest: Chord; id: ActionID }[] = []
  private pendingSince = 0
  private readonly bindings: { id: ActionID; chords: Chord[] }[]

  constructor(
    private readonly registry: Registry,
    private readonly singleKeys: boolean,
    remapped: Remapped,
  ) {
    this.bindings = actionIDs
      .map((id) => ({ id, chords: parse(keysOf(id, remapped)) }))
      .filter(({ chords }) => chords[0]?.key !== '+')
  }

  readonly press = (event: KeyboardEvent): void => {
    if (event.isComposing || event.defaultPrevented || /^(Shift|Control|Alt|Meta)$/.test(event.key)) return
    const silent = !this.singleKeys || inTextField(event.target) || inOverlay(event.target)
    const id = this.second(event, silent) ?? this.first(event, silent)
    if (id && this.registry.run(id)) event.preventDefault()
  }

  private second(event: KeyboardEvent, silent: boolean): ActionID | undefined {
    const waiting = event.timeStamp - this.pendingSince < sequenceTime && !silent ? this.pending : []
    this.pending = []
    return waiting.find(({ rest }) => matches(rest, event))?.id
  }

  private first(event: KeyboardEvent, silent: boolean): ActionID | undefined {
    for (const { id, chords } of this.bindings) {
      const [chord, rest] = chords
      if (!chord || !matches(chord, event) || (silent && isTyping(chord))) continue
      // The same key can mean one thing here and another there: what nobody can do now does not take it.
      if (!rest && !this.registry.can(id)) continue
      if (!rest) return id
      this.pending.push({ rest, id })
      this.pendingSince = event.timeStamp
    }
    return undefined
  }
}

function inTextField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  )
}

function inOverlay(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('[role="dialog"], [role="menu"], [role="listbox"]') !== null
  )
}
