import { asProblem } from '@/api/problem'
import type { ID, Message } from '@/api/types'
import type { Server } from './server'
import type { OutboxItem } from './thread'

/** Where unsent messages outlive the page. */
export interface OutboxStorage {
  all(): Promise<OutboxItem[]>
  put(item: OutboxItem): Promise<void>
  remove(clientID: string): Promise<void>
}

export interface SenderEnv {
  server: Pick<Server, 'send'>
  storage: OutboxStorage
  now: () => Date
  newID: () => string
  /** Runs after a while; gives what calls it off. */
  after: (run: () => void, milliseconds: number) => () => void
  /** An item is new or has changed. */
  show: (item: OutboxItem) => void
  /** The server has the message; it takes the item's place. */
  arrived: (message: Message) => void
}

const firstPause = 2000
const longestPause = 30_000

/**
 * Messages on their way to the server: shown at once, sent in order within a conversation, kept over a reload until
 * the server has them. The client id makes a second attempt harmless.
 */
export class Sender {
  private readonly queues = new Map<ID, OutboxItem[]>()
  private readonly busy = new Set<ID>()
  private readonly timers = new Map<ID, () => void>()
  private pause = firstPause
  private closed = false

  constructor(private readonly env: SenderEnv) {}

  /** Brings back what an earlier page could not send. */
  async restore(): Promise<void> {
    for (const item of await this.env.storage.all()) {
      const kept: OutboxItem = item.status === 'refused' ? item : { ...item, status: 'waiting' }
      if (this.find(kept.client_id)) continue
      this.queue(kept.conversation_id).push(kept)
      this.env.show(kept)
    }
    this.flush() // the connection may stand already
  }

  /** What of a conversation has not arrived, oldest first. */
  of(id: ID): OutboxItem[] {
    return this.queues.get(id) ?? []
  }

  send(conversationID: ID, text: string): OutboxItem {
    const item: OutboxItem = {
      client_id: this.env.newID(),
      conversation_id: conversationID,
      text,
      created_at: this.env.now().toISOString(),
      status: 'sending',
      problem: null,
    }
    this.queue(conversationID).push(item)
    this.env.show(item)
    void this.env.storage.put(item)
    void this.drain(conversationID)
    return item
  }

  /** Sends a refused message again. */
  retry(clientID: string): void {
    const item = this.find(clientID)
    if (!item) return
    this.update({ ...item, status: 'sending', problem: null })
    void this.drain(item.conversation_id)
  }

  /** Takes back a message that never reached the server. */
  remove(clientID: string): void {
    const item = this.find(clientID)
    if (!item) return
    const rest = this.of(item.conversation_id).filter((each) => each.client_id !== clientID)
    this.queues.set(item.conversation_id, rest)
    void this.env.storage.remove(clientID)
  }

  /** The connection is back: sends what waited. */
  flush(): void {
    for (const id of this.queues.keys()) void this.drain(id)
  }

  /** Sends nothing from now on: what is unsent stays on this device until its user is back. */
  close(): void {
    this.closed = true
    for (const cancel of this.timers.values()) cancel()
  }

  private async drain(id: ID): Promise<void> {
    if (this.closed || this.busy.has(id)) return
    this.busy.add(id)
    try {
      for (let item = this.head(id); item; item = this.head(id)) {
        if (!(await this.deliver(item))) return
      }
    } finally {
      this.busy.delete(id)
    }
  }

  private head(id: ID): OutboxItem | undefined {
    return this.closed ? undefined : this.of(id).find(({ status }) => status !== 'refused')
  }

  /** One attempt; false where the queue must wait. */
  private async deliver(item: OutboxItem): Promise<boolean> {
    if (item.status !== 'sending') this.update({ ...item, status: 'sending' })
    try {
      const message = await this.env.server.send(item.conversation_id, item.text, item.client_id)
      this.remove(item.client_id)
      this.env.arrived(message)
      this.pause = firstPause
      return true
    } catch (error) {
      return this.failed(item, error)
    }
  }

  private failed(item: OutboxItem, error: unknown): boolean {
    const problem = asProblem(error)
    if (!problem.transient && problem.status !== 401) {
      const { code, message, requestID } = problem
      this.update({ ...item, status: 'refused', problem: { code, message, requestID } })
      return true
    }
    for (const each of this.of(item.conversation_id)) {
      if (each.status !== 'refused') this.update({ ...each, status: 'waiting' })
    }
    if (this.closed) return false
    this.timers.get(item.conversation_id)?.()
    this.timers.set(
      item.conversation_id,
      this.env.after(() => void this.drain(item.conversation_id), this.pause),
    )
    this.pause = Math.min(this.pause * 2, longestPause)
    return false
  }

  private update(item: OutboxItem): void {
    const queue = this.of(item.conversation_id)
    if (!queue.some(({ client_id }) => client_id === item.client_id)) return // taken back meanwhile
    this.queues.set(
      item.conversation_id,
      queue.map((each) => (each.client_id === item.client_id ? item : each)),
    )
    this.env.show(item)
    void this.env.storage.put(item)
  }

  private find(clientID: string): OutboxItem | undefined {
    for (const queue of this.queues.values()) {
      const item = queue.find(({ client_id }) => client_id === clientID)
      if (item) return item
    }
    return undefined
  }

  private queue(id: ID): OutboxItem[] {
    const queue = this.queues.get(id) ?? []
    this.queues.set(id, queue)
    return queue
  }
}
