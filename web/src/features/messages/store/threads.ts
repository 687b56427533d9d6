import type { ID, Message } from '@/api/types'
import type { Server } from './server'
import { Thread } from './thread'

/** How many threads stay in memory after they were left. */
const kept = 40

/** The threads that were opened, and the reading of them: newest page, older pages, what a gap leaves out. */
export class Threads {
  private readonly threads = new Map<ID, Thread>()
  private readonly reading = new Set<ID>()
  /** What is being read and has changed meanwhile: the answer on its way may be older than that. */
  private readonly again = new Set<ID>()

  constructor(
    private readonly server: Pick<Server, 'messages'>,
    private readonly changed: (id: ID) => void,
  ) {}

  get(id: ID): Thread {
    const known = this.threads.get(id)
    if (known) return known
    const thread = new Thread()
    this.threads.set(id, thread)
    return thread
  }

  /** Reads the newest page where the thread is new. */
  async open(id: ID): Promise<void> {
    const thread = this.get(id)
    this.threads.delete(id)
    this.threads.set(id, thread)
    this.forgetOldest()
    if (!thread.snapshot.loaded) await this.refresh(id)
  }

  /** Reads the newest page and joins it; starts anew where it does not reach back to what is shown. */
  async refresh(id: ID): Promise<void> {
    const thread = this.get(id)
    try {
      await this.read(id, async () => {
        const { items, has_before } = await this.server.messages(id, {})
        const joins = thread.last === 0 || (items[0]?.position ?? 0) <= thread.last + 1
        if (thread.last === 0) thread.tookPage(items, has_before)
        else if (joins) thread.tookPage(items)
        else thread.replace(items, has_before)
      })
    } catch (error) {
      thread.set({ error })
      this.changed(id)
    }
  }

  async loadBefore(id: ID): Promise<void> {
    const thread = this.get(id)
    const { hasBefore, loadingBefore, loaded } = thread.snapshot
    if (!hasBefore || loadingBefore || !loaded) return
    thread.set({ loadingBefore: true })
    this.changed(id)
    try {
      const { items, has_before } = await this.server.messages(id, { before: thread.first })
      thread.tookPage(items, has_before)
    } catch {
      thread.set({ loadingBefore: false }) // scrolling asks again
    }
    this.changed(id)
  }

  /** Takes in a message; false where it is not shown yet, because reading brings it with what lies before it. */
  took(message: Message): boolean {
    const id = message.conversation_id
    const thread = this.threads.get(id)
    if (!thread || thread.took(message)) return true
    if (this.reading.has(id)) this.again.add(id)
    else if (thread.snapshot.loaded) void this.fill(id)
    return false
  }

  /** Forgets what cannot be trusted any more. */
  dropAllBut(id: ID | null): void {
    for (const [each, thread] of this.threads) {
      if (each !== id) thread.set({ messages: [], loaded: false, hasBefore: false })
    }
  }

  private async fill(id: ID): Promise<void> {
    const thread = this.get(id)
    const before = thread.last
    try {
      await this.read(id, async () => {
        let after = before
        for (let more = true; more; after = thread.last) {
          const { items, has_after } = await this.server.messages(id, { after })
          thread.tookPage(items)
          more = has_after && items.length > 0
        }
      })
    } catch {
      // The next message finds the same gap.
    }
  }

  /** Reads, one at a time in a thread, until an answer has everything that came while it was on its way. */
  private async read(id: ID, once: () => Promise<void>): Promise<void> {
    this.again.add(id)
    if (this.reading.has(id)) return
    this.reading.add(id)
    try {
      while (this.again.delete(id)) {
        await once()
        this.changed(id)
      }
    } finally {
      this.reading.delete(id)
      this.again.delete(id)
    }
  }

  private forgetOldest(): void {
    for (const [id, thread] of this.threads) {
      if (this.threads.size <= kept) return
      if (thread.snapshot.outbox.length === 0) this.threads.delete(id)
    }
  }
}
