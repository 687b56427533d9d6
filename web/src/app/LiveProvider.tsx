import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react'
import { tellRefused } from '@/api/http'
import type { ConnectionEvents, Connectivity, LiveConnection } from '@/api/live/connection'
import { LiveFeed, LiveFeedProvider } from '@/api/live/feed'
import { allStale, markStale } from '@/api/live/stale'
import { sessionKey, useCan, useSession } from '@/api/session'
import type { ID } from '@/api/types'
import { InboxProvider } from '@/features/messages/context'
import { Signal } from '@/lib/signal'
import { newInbox } from './newInbox'
import { useAnnounce } from './useAnnounce'
import { useNewVersion } from './useNewVersion'

const LiveState = createContext<Signal<Connectivity> | null>(null)

/** Opens the one live connection of the page and spreads what it brings: to the inbox, and to what was queried. */
export function LiveProvider({ me, children }: { me: ID; children: ReactNode }) {
  const queries = useQueryClient()
  const newVersion = useNewVersion()
  const [announcement, announce] = useAnnounce()
  const [connectivity] = useState(() => new Signal<Connectivity>('connecting'))
  const [live] = useState<{ connection: LiveConnection | null }>({ connection: null })
  const [feed] = useState(() => new LiveFeed())
  const mayRead = useCan('READ_SMS_MESSAGE')
  const [reads] = useState({ may: mayRead })
  const [inbox] = useState(() => newInbox(me, live, announce, () => reads.may))
  useEffect(() => {
    if (reads.may === mayRead) return
    reads.may = mayRead
    inbox.reset()
  }, [inbox, reads, mayRead])
  useEffect(() => {
    const events: ConnectionEvents = {
      apply: (events) => {
        inbox.apply(events)
        markStale(queries, events)
        feed.emit(events)
      },
      reset: () => {
        inbox.reset()
        void allStale(queries)
      },
      presence: (event) => inbox.presence(event),
      connectivity: (state) => {
        connectivity.set(state)
        if (state === 'online') inbox.online()
      },
      build: newVersion,
      rightsChanged: () => void queries.invalidateQueries({ queryKey: sessionKey }),
      loggedOut: tellRefused,
      refused: tellRefused,
    }
    void inbox.restore()
    return connect(live, me, events)
  }, [queries, connectivity, newVersion, inbox, live, feed, me])
  useEffect(() => () => inbox.close(), [inbox])
  useReopen(live)
  return (
    <LiveState value={connectivity}>
      <InboxProvider value={inbox}>
        <LiveFeedProvider value={feed}>{children}</LiveFeedProvider>
        <div role="status" className="visually-hidden">
          {announcement}
        </div>
      </InboxProvider>
    </LiveState>
  )
}

/** Opens the connection once its code is there, which comes after the page; gives what closes it. */
function connect(live: { connection: LiveConnection | null }, me: ID, events: ConnectionEvents): () => void {
  let left = false
  void import('@/api/live/connection').then(({ LiveConnection }) => {
    if (left) return
    live.connection = new LiveConnection(events, me)
    live.connection.open()
  })
  return () => {
    left = true
    live.connection?.close()
  }
}

/** Opens the connection again once the user has logged in again. */
function useReopen(live: { connection: LiveConnection | null }): void {
  const { dataUpdatedAt } = useSession()
  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer about the session is the occasion
  useEffect(() => live.connection?.open(), [dataUpdatedAt, live])
}

export function useConnectivity(): Connectivity {
  const signal = useContext(LiveState)
  if (!signal) throw new Error('useConnectivity is for pages inside the shell')
  return useSyncExternalStore(signal.subscribe, signal.get)
}
