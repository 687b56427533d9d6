import { Centrifuge } from 'centrifuge'
import type { ID } from '../types'
import type { LiveEvent, PresenceEvent, SyncReply } from './events'
import { Sync, type SyncTarget } from './sync'

export type Connectivity = 'connecting' | 'online' | 'offline'

export interface ConnectionEvents extends SyncTarget {
  connectivity(state: Connectivity): void
  /** The server's build, at each connect. */
  build(build: string): void
  /** The user's rights changed: ask who he is again. */
  rightsChanged(): void
  /** The user's session is over: there is nothing to connect with. */
  loggedOut(): void
  /** An attempt to connect failed, and browsers do not say why: the server is away, or the session is no longer the user's. */
  refused(): void
}

// The server's codes for ending a connection; after either of them the client connects again unless it is told not to.
const rightsChanged = 4001
const loggedOut = 4003

/** The page's one connection to /live, for its user alone. Centrifuge brings back-off with jitter; Sync brings the continuity. */
export class LiveConnection {
  private readonly client: Centrifuge
  private readonly sync: Sync

  constructor(
    private readonly events: ConnectionEvents,
    me: ID,
    url = liveURL(me),
  ) {
    this.sync = new Sync(events)
    this.client = new Centrifuge(url, { minReconnectDelay: 300, maxReconnectDelay: 10_000 })
    this.listen()
  }

  open(): void {
    this.client.connect()
  }

  close(): void {
    this.client.disconnect()
  }

  /** Says what this page does with a conversation; "none" when it leaves it. Lost silently while offline. */
  presence(conversationID: string, state: 'viewing' | 'replying' | 'none'): void {
    if (this.client.state !== 'connected') return
    this.client.rpc('presence', { conversation_id: conversationID, state }).catch(() => {})
  }

  private listen(): void {
    this.client.on('connecting', ({ code }) => {
      this.sync.disconnected()
      this.events.connectivity('connecting')
      if (code === rightsChanged) this.events.rightsChanged()
      if (code === loggedOut) {
        this.client.disconnect()
        this.events.loggedOut()
      }
    })
    this.client.on('error', ({ type }) => {
      if (type === 'transport') this.events.refused()
    })
    this.client.on('connected', (context) => {
      this.events.build(((context.data ?? {}) as { build?: string }).build ?? '')
      void this.catchUp()
    })
    this.client.on('publication', (context) => this.sync.published(context.data as LiveEvent | PresenceEvent))
    this.client.on('disconnected', () => {
      this.sync.disconnected()
      this.events.connectivity('offline')
    })
  }

  private async catchUp(): Promise<void> {
    try {
      await this.sync.connected(async (after) => (await this.client.rpc('sync', { after })).data as SyncReply)
      this.events.connectivity('online')
    } catch {
      // The connection fell or the server was too slow: a new connection asks again.
      if (this.client.state === 'connected') {
        this.client.disconnect()
        this.client.connect()
      }
    }
  }
}

function liveURL(me: ID): string {
  const { protocol, host } = window.location
  return `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/live/websocket?user=${me}`
}
