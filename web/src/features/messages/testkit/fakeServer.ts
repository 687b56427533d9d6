import { Problem } from '@/api/problem'
import type { Conversation, Message } from '@/api/types'
import type { OutboxStorage } from '../store/sender'
import type { Server } from '../store/server'
import type { OutboxItem } from '../store/thread'
import { at, message } from './samples'

export interface Call {
  name: string
  args: unknown[]
}

/** A server that answers from what the test put in, and remembers what it was asked. */
export class FakeServer implements Server {
  calls: Call[] = []
  rows: Conversation[] = []
  thread: Message[] = []
  pageSize = 50
  partial = false
  /** Rejects sends while set. */
  sendProblem: Problem | null = null

  async conversations() {
    this.note('conversations')
    return { items: this.rows, next: null, partial: this.partial }
  }

  async conversation(id: string) {
    this.note('conversation', id)
    const row = this.rows.find((each) => each.id === id)
    if (!row) throw new Problem(404, { code: 'not_found' })
    return row
  }

  async messages(id: string, range: { before?: number; after?: number }) {
    this.note('messages', id, range)
    const page = this.page(range)
    await Promise.resolve() // an answer is on its way for a while
    return page
  }

  private page(range: { before?: number; after?: number }) {
    const { before = Number.POSITIVE_INFINITY, after = 0 } = range
    const within = this.thread.filter(({ position }) => position < before && position > after)
    const items = range.after === undefined ? within.slice(-this.pageSize) : within.slice(0, this.pageSize)
    const first = items[0]?.position ?? 1
    const last = items.at(-1)?.position ?? 0
    const newest = this.thread.at(-1)?.position ?? 0
    return { items, next: null, has_before: first > 1, has_after: last < newest }
  }

  async send(id: string, text: string, clientID: string) {
    this.note('send', id, text, clientID)
    if (this.sendProblem) throw this.sendProblem
    const position = (this.thread.at(-1)?.position ?? 0) + 1
    const sent = message(position, {
      text,
      client_id: clientID,
      direction: 'outbound',
      state: 'pending',
      conversation_id: id,
    })
    this.thread.push(sent)
    return sent
  }

  async retry(id: string) {
    this.note('retry', id)
    return message(1)
  }

  async read(id: string, position: number) {
    this.note('read', id, position)
  }

  async draft(id: string, text: string) {
    this.note('draft', id, text)
  }

  named(name: string): unknown[][] {
    return this.calls.filter((call) => call.name === name).map(({ args }) => args)
  }

  private note(name: string, ...args: unknown[]) {
    this.calls.push({ name, args })
  }
}

/** An outbox that lives as long as the test. */
export class MemoryOutbox implements OutboxStorage {
  readonly items = new Map<string, OutboxItem>()

  async all() {
    return [...this.items.values()]
  }

  async put(item: OutboxItem) {
    this.items.set(item.client_id, item)
  }

  async remove(clientID: string) {
    this.items.delete(clientID)
  }
}

/** Drafts that live as long as the test. */
export class MemoryDrafts {
  readonly texts = new Map<string, string>()

  async all(): Promise<[string, string][]> {
    return [...this.texts]
  }

  async put(id: string, text: string) {
    this.texts.set(id, text)
  }

  async remove(id: string) {
    this.texts.delete(id)
  }
}

/** A clock whose waits end when the test says so. */
export class ManualTime {
  private waits: { run: () => void; milliseconds: number }[] = []

  readonly now = () => new Date(at(60))

  readonly after = (run: () => void, milliseconds: number) => {
    const wait = { run, milliseconds }
    this.waits.push(wait)
    return () => {
      this.waits = this.waits.filter((each) => each !== wait)
    }
  }

  /** Ends every wait of at most so long; gives how many. */
  pass(milliseconds: number): number {
    const due = this.waits.filter((each) => each.milliseconds <= milliseconds)
    this.waits = this.waits.filter((each) => each.milliseconds > milliseconds)
    for (const { run } of due) run()
    return due.length
  }
}

/** Lets everything that was promised come true. */
export async function settled(): Promise<void> {
  for (let i = 0; i < 20; i++) await Promise.resolve()
}
