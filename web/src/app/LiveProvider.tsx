import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react'
import { http, tellLoggedOut } from '@/api/http'
import type { ConnectionEvents, Connectivity, LiveConnection } from '@/api/live/connection'
import { LiveFeed, LiveFeedProvider } from '@/api/live/feed'
import { allStale, markStale } from '@/api/live/stale'
import { asProblem } from '@/api/problem'
import { sessionKey, useSession } from '@/api/session'
import { InboxProvider } from '@/features/messages/context'
import { Signal } from '@/lib/signal'
import { newInbox } from './newInbox'
import { useAnnounce } from './useAnnounce'
import { useNewVersion } from './useNewVersion'

const LiveState = createContext<Signal<Connectivity> | null>(null)

/** Opens the one live connection of the page and spreads what it brings: to the inbox, and to what was queried. */
export function LiveProvider({ me, children }: { me: string; children: ReactNode }) {
  const queries = useQueryClient()
  const newVersion = useNewVersion()
  const [announcement, announce] = useAnnounce()
  const [connectivity] = useState(() => new Signal<Connectivity>('connecting'))
  const [live] = useState<{ connection: LiveConnection | null }>({ connection: null })
  const [feed] = useState(() => new LiveFeed())
  const [inbox] = useState(() => newInbox(me, live, announce))
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
      loggedOut: tellLoggedOut,
      refused: checkSession,
    }
    void inbox.restore()
    return connect(live, events)
  }, [queries, connectivity, newVersion, inbox, live, feed])
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
function connect(live: { connection: LiveConnection | null }, events: ConnectionEvents): () => void {
  let left = false
  void import('@/api/live/connection').then(({ LiveConnection }) => {
    if (left) return
    live.connection = new LiveConnection(events)
    live.connection.open()
  })
  return () => {
    left = true
    live.connection?.close()
  }
}

/** Finds out whether the server is away or the session over: a browser does not tell a page why a socket was refused. */
function checkSession(): void {
  http.get('/session').catch((error: unknown) => {
    if (asProblem(error).status === 401) tellLoggedOut()
  })
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
