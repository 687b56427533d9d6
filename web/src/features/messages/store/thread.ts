import type { ID, Message } from '@/api/types'

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

  /** Takes in a message as it is now; false where it lies beyond a gap, which reading after `last` closes. */
  took(message: Message): boolean {
    this.echoed(message.client_id)
    const known = this.snapshot.messages.some(({ id }) => id === message.id)
    if (!known && !this.snapshot.loaded) return true
    if (!known && message.position > this.last + 1) return false
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
      if (!known || !isOlder(item, known)) byID.set(item.id, item)
    }
    return [...byID.values()].sort((a, b) => a.position - b.position)
  }
}

/** How far a message has come; what is not listed is an end, and stays. */
const progress: Partial<Record<Message['state'], number>> = {
  held: 0,
  pending: 1,
  in_progress: 2,
  sent: 3,
  delivered: 4,
  read: 5,
}

/**
 * Whether what came of a message is older than what is known. The answer to a send may be overtaken by the events of its
 * delivery, and a fast provider does all of it within one millisecond, which is as fine as the stamps are.
 */
function isOlder(item: Message, known: Message): boolean {
  if (item.updated_at !== known.updated_at) return item.updated_at < known.updated_at
  return (progress[item.state] ?? 9) < (progress[known.state] ?? 9)
}

/** The same key for a message from the optimistic bubble to the server's row, so that it is replaced in place. */
export function keyOf(message: Pick<Message, 'id' | 'client_id'>): string {
  return message.client_id || message.id
}

function byTime(a: OutboxItem, b: OutboxItem): number {
  return a.created_at < b.created_at ? -1 : a.created_at > b.created_at ? 1 : 0
}
