import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react'
import { type Connectivity, LiveConnection } from '@/api/live/connection'
import { markStale } from '@/api/live/stale'
import { sessionKey } from '@/api/session'
import { Signal } from '@/lib/signal'
import { useNewVersion } from './useNewVersion'

const LiveState = createContext<Signal<Connectivity> | null>(null)

/** Opens the one live connection of the page and spreads what it brings. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const queries = useQueryClient()
  const newVersion = useNewVersion()
  const [connectivity] = useState(() => new Signal<Connectivity>('connecting'))
  useEffect(() => {
    const connection = new LiveConnection({
      apply: (events) => markStale(queries, events),
      reset: () => void queries.invalidateQueries(),
      presence: () => {},
      connectivity: (state) => connectivity.set(state),
      build: newVersion,
      rightsChanged: () => void queries.invalidateQueries({ queryKey: sessionKey }),
      loggedOut: () => void queries.resetQueries({ queryKey: sessionKey }),
    })
    connection.open()
    return () => connection.close()
  }, [queries, connectivity, newVersion])
  return <LiveState value={connectivity}>{children}</LiveState>
}

export function useConnectivity(): Connectivity {
  const signal = useContext(LiveState)
  if (!signal) throw new Error('useConnectivity is for pages inside the shell')
  return useSyncExternalStore(signal.subscribe, signal.get)
}
