import type { ID, Message } from '@/api/types'
import { keyOf, type OutboxItem, type ThreadSnapshot } from './store/thread'

/** What the thread draws, from top to bottom. */
export type ThreadItem =
  | { kind: 'day'; key: string; at: string }
  | { kind: 'new'; key: string }
  | { kind: 'system'; key: string; message: Message }
  | { kind: 'message'; key: string; message: Message; group: Group }
  | { kind: 'outbox'; key: string; item: OutboxItem; group: Group }

/** Where a bubble stands among those of the same side. */
export interface Group {
  first: boolean
  last: boolean
}

export interface Arrangement {
  /** The first position below the 'New messages' line; 0 for no line. */
  newFrom: number
  /** The day of a time in the viewer's zone, as something to compare. */
  dayKey: (at: string) => string
}

const groupTime = 10 * 60_000

interface Entry {
  side: string
  at: string
  item: ThreadItem
}

/** Puts day lines, the 'New messages' line and groups of one side within ten minutes around the messages. */
export function threadItems(
  { messages, outbox }: ThreadSnapshot,
  { newFrom, dayKey }: Arrangement,
): ThreadItem[] {
  const entries = [...messages.map(entryOf), ...outbox.map(outboxEntry)]
  const items: ThreadItem[] = []
  let previous: Entry | undefined
  for (const entry of entries) {
    const line = newFrom > 0 && startsNew(entry, newFrom, previous)
    const day = previous === undefined || dayKey(previous.at) !== dayKey(entry.at)
    if (day) items.push({ kind: 'day', key: `day-${dayKey(entry.at)}-${entry.item.key}`, at: entry.at })
    if (line) items.push({ kind: 'new', key: 'new' })
    const joined = previous !== undefined && !day && !line && together(previous, entry)
    if (previous) closeGroup(previous.item, !joined)
    if ('group' in entry.item) entry.item.group.first = !joined
    items.push(entry.item)
    previous = entry
  }
  if (previous) closeGroup(previous.item, true)
  return items
}

/**
 * The position of the first message that is unread, when so many inbound ones are; 0 where none is. Counted from the
 * end, because what a colleague answered is read whoever's reading position lies before it.
 */
export function firstUnread(messages: Message[], unread: number): number {
  let left = unread
  let position = 0
  for (let i = messages.length - 1; i >= 0 && left > 0; i--) {
    const message = messages[i]
    if (message?.direction !== 'inbound') continue
    position = message.position
    left--
  }
  return position
}

function startsNew({ item }: Entry, newFrom: number, previous: Entry | undefined): boolean {
  if (item.kind !== 'message' && item.kind !== 'system') return false
  const before = previous?.item
  const isBefore =
    before && (before.kind === 'message' || before.kind === 'system') && before.message.position >= newFrom
  return item.message.position >= newFrom && !isBefore
}

function closeGroup(item: ThreadItem, last: boolean): void {
  if ('group' in item) item.group.last = last
}

function together(a: Entry, b: Entry): boolean {
  return a.side !== '' && a.side === b.side && Date.parse(b.at) - Date.parse(a.at) < groupTime
}

function entryOf(message: Message): Entry {
  const key = keyOf(message)
  const at = message.created_at
  if (message.direction === 'internal' && !message.user)
    return { side: '', at, item: { kind: 'system', key, message } }
  const group = { first: true, last: true }
  return {
    side: sideOf(message.direction, message.user?.id),
    at,
    item: { kind: 'message', key, message, group },
  }
}

function outboxEntry(item: OutboxItem): Entry {
  const group = { first: true, last: true }
  return { side: 'outbox', at: item.created_at, item: { kind: 'outbox', key: item.client_id, item, group } }
}

function sideOf(direction: string, user: ID | undefined): string {
  return direction === 'inbound' ? 'in' : `out:${user ?? ''}`
}
