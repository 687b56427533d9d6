import { createContext, useCallback, useContext, useSyncExternalStore } from 'react'
import type { PresentUser } from '@/api/live/events'
import type { Conversation, ID } from '@/api/types'
import type { Filter } from './store/filter'
import type { Inbox } from './store/inbox'
import type { OutboxItem, ThreadSnapshot } from './store/thread'

const Context = createContext<Inbox | null>(null)

export const InboxProvider = Context.Provider

export function useInbox(): Inbox {
  const inbox = useContext(Context)
  if (!inbox) throw new Error('useInbox needs an InboxProvider above it')
  return inbox
}

/** Renders again only when the topic was touched and what it reads has changed. */
function useTopic<T>(topic: string, read: (inbox: Inbox) => T): T {
  const inbox = useInbox()
  const subscribe = useCallback((watcher: () => void) => inbox.watch(topic, watcher), [inbox, topic])
  return useSyncExternalStore(subscribe, () => read(inbox))
}

export function useRow(id: ID): Conversation | undefined {
  return useTopic(`c:${id}`, (inbox) => inbox.rows.get(id))
}

export function useThread(id: ID): ThreadSnapshot {
  return useTopic(`t:${id}`, (inbox) => inbox.threads.get(id).snapshot)
}

const none: OutboxItem[] = []

/** Messages of the conversation that the server refused. */
export function useUnsent(id: ID): OutboxItem[] {
  return useTopic(`c:${id}`, (inbox) => {
    const items = inbox.sender.of(id)
    return items.length === 0 ? none : items
  })
}

export function usePresent(id: ID): PresentUser[] {
  return useTopic(`p:${id}`, (inbox) => inbox.presentIn(id))
}

/** How many conversations hold something unread. */
export function useUnreadCount(): number {
  return useTopic('unread', (inbox) => inbox.rows.unread)
}

export interface ListState {
  ids: ID[]
  started: boolean
  loading: boolean
  hasMore: boolean
  /** A search that looked at the newest alone. */
  partial: boolean
  error: unknown
}

/** The list of conversations for the filter, as far as it was read. */
export function useList(filter: Filter): ListState {
  const read = (pick: keyof ListState) => (inbox: Inbox) => {
    const view = inbox.rows.view(filter)
    return pick === 'hasMore' ? view.next !== null : view[pick]
  }
  const ids = useTopic('list', read('ids')) as ID[]
  const started = useTopic('list', read('started')) as boolean
  const loading = useTopic('list', read('loading')) as boolean
  const hasMore = useTopic('list', read('hasMore')) as boolean
  const partial = useTopic('list', read('partial')) as boolean
  const error = useTopic('list', read('error'))
  return { ids, started, loading, hasMore, partial, error }
}
