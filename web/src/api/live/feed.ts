import { createContext, useContext } from 'react'
import type { LiveEvent } from './events'

type Listener = (events: LiveEvent[]) => void

/** Passes live events on to whoever wants to see each of them; most pages want their queries refreshed only. */
export class LiveFeed {
  private readonly listeners = new Set<Listener>()

  readonly emit = (events: LiveEvent[]): void => {
    for (const listener of this.listeners) listener(events)
  }

  readonly subscribe = (listener: Listener): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }
}

const Context = createContext<LiveFeed | null>(null)

export const LiveFeedProvider = Context.Provider

export function useLiveFeed(): LiveFeed {
  const feed = useContext(Context)
  if (!feed) throw new Error('useLiveFeed is for pages inside the shell')
  return feed
}
