import type { ID, Message } from '@/api/types'
import { compareTimes } from '@/lib/compareTimes'

/** A message that is still on its way to the server, or was refused. */
export interface OutboxItem {
  client_id: string
  conversation_id: ID
  text: string
  created_at: string
  /** waiting: for the connection; sending: asked, not answered; refused: the server said no. */
  status: 'waiting' | 'sending' | 'refused'
  problem: { code: string; message: string; requestID: string } | null
}

/** What the thread shows, as one immutable value; a new one at each change. */
export interface ThreadSnapshot {
  /** Ascending by position, without gaps. */
  messages: Message[]
  outbox: OutboxItem[]
  hasBefore: boolean
  loaded: boolean
  loadingBefore: boolean
  error: unknown
}

const empty: ThreadSnapshot = {
  messages: [],
  outbox: [],
  hasBefore: false,
  loaded: false,
  loadingBefore: false,
  error: null,
}

/**
 * The messages of one conversation that the browser has: one stretch without gaps, ordered by position and by
 * nothing else. A message beyond a gap is not taken in; the gap is reported, and reading closes it.
 */
export class Thread {
  snapshot: ThreadSnapshot = empty

  /** The position up to which the stretch reaches. */
  get last(): number {
    return this.snapshot.messages.at(-1)?.position ?? 0
  }

  get first(): number {
    return this.snapshot.messages[0]?.position ?? 0
  }

  /** Takes in a page that was read from the server. */
  tookPage(items: Message[], hasBefore?: boolean): void {
    const messages = this.merged(items)
    this.set({
      messages,
      loaded: true,
      loadingBefore: false,
      error: null,
      hasBefore: hasBefore ?? this.snapshot.hasBefore,
    })
    for (const message of items) this.echoed(message.client_id)
  }

  /** Starts anew: the stretch was too far behind to be joined. */
  replace(items: Message[], hasBefore: boolean): void {
    this.set({ messages: [] })
    this.tookPage(items, hasBefore)
  }

  /** Takes in a message as it is now; false where nothing was read yet or it lies beyond a gap, which reading closes. */
  took(message: Message): boolean {
    const known = this.snapshot.messages.some(({ id }) => id === message.id)
    if (!known && (!this.snapshot.loaded || message.position > this.last + 1)) return false
    this.echoed(message.client_id)
    if (!known && message.position < this.first) return true // older than what is shown: paging will bring it
    this.set({ messages: this.merged([message]) })
    return true
  }

  putOutbox(item: OutboxItem): void {
    const others = this.snapshot.outbox.filter(({ client_id }) => client_id !== item.client_id)
    const arrived = this.snapshot.messages.some(({ client_id }) => client_id === item.client_id)
    if (!arrived) this.set({ outbox: [...others, item].sort(byTime) })
  }

  removeOutbox(clientID: string): void {
    this.set({ outbox: this.snapshot.outbox.filter(({ client_id }) => client_id !== clientID) })
  }

  set(change: Partial<ThreadSnapshot>): void {
    this.snapshot = { ...this.snapshot, ...change }
  }

  private echoed(clientID: string): void {
    if (clientID && this.snapshot.outbox.some(({ client_id }) => client_id === clientID))
      this.removeOutbox(clientID)
  }

  private merged(items: Message[]): Message[] {
    const byID = new Map(this.snapshot.messages.map((each) => [each.id, each]))
    for (const item of items) {
      const known = byID.get(item.id)
      // Its stamp grows with every change: an answer that was overtaken by later events does not undo them.
      if (!known || compareTimes(item.updated_at, known.updated_at) >= 0) byID.set(item.id, item)
    }
    return [...byID.values()].sort((a, b) => a.position - b.position)
  }
}

/** The same key for a message from the optimistic bubble to the server's row, so that it is replaced in place. */
export function keyOf(message: Pick<Message, 'id' | 'client_id'>): string {
  return message.client_id || message.id
}

function byTime(a: OutboxItem, b: OutboxItem): number {
  return compareTimes(a.created_at, b.created_at)
}
