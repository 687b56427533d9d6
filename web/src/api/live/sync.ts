import type { LiveEvent, PresenceEvent, SyncReply } from './events'

export interface SyncTarget {
  /** Events in the order of their numbers, each once. */
  apply(events: LiveEvent[]): void
  /** History is gone, or this is the first connection: read the lists again. */
  reset(): void
  presence(event: PresenceEvent): void
}

/**
 * The protocol that makes a connection continue where the last one ended, without the connection itself:
 * after each connect the client asks for what came after the last number it saw; what is published before the
 * answer waits, and is applied only where the answer did not bring it already.
 */
export class Sync {
  private last = 0
  private waiting: LiveEvent[] | null = null
  private round = 0

  constructor(private readonly target: SyncTarget) {}

  /** The connection stands: ask, and hold publications back until the answer is here. */
  async connected(ask: (after: number) => Promise<SyncReply>): Promise<void> {
    const round = ++this.round
    this.waiting = []
    const reply = await ask(this.last)
    if (round !== this.round) return // the connection was lost meanwhile; the next one asks anew
    this.answered(reply)
  }

  /** The connection is gone. What waited is dropped: it is in the next answer. */
  disconnected(): void {
    this.round++
    this.waiting = null
  }

  published(event: LiveEvent | PresenceEvent): void {
    if (!('seq' in event)) {
      this.target.presence(event)
    } else if (this.waiting) {
      this.waiting.push(event)
    } else {
      this.applyNew([event])
    }
  }

  private answered(reply: SyncReply): void {
    const waited = this.waiting ?? []
    this.waiting = null
    if (reply.reset || this.last === 0) {
      this.last = reply.seq
      this.target.reset()
    } else {
      this.applyNew(reply.events ?? [])
      this.last = Math.max(this.last, reply.seq)
    }
    this.applyNew(waited)
  }

  private applyNew(events: LiveEvent[]): void {
    const fresh = events.filter((each) => each.seq > this.last).sort((a, b) => a.seq - b.seq)
    const newest = fresh.at(-1)
    if (!newest) return
    this.last = newest.seq
    this.target.apply(fresh)
  }
}
