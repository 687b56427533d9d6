import type { ID } from '@/api/types'
import type { Server } from './server'

/** Where a draft outlives the page until the server has it. */
export interface DraftStorage {
  all(): Promise<[ID, string][]>
  put(id: ID, text: string): Promise<void>
  remove(id: ID): Promise<void>
}

export interface DraftsEnv {
  server: Pick<Server, 'draft'>
  storage: DraftStorage
  /** Runs after a while; gives what calls it off. */
  after: (run: () => void, milliseconds: number) => () => void
  /** The list shows the draft from now on. */
  show: (id: ID, text: string) => void
}

const pause = 300

/** What is being written, per conversation: on this device and on the server within 400 ms of the last key. */
export class Drafts {
  /** What the server does not have yet. */
  private readonly unsaved = new Map<ID, string>()
  private readonly timers = new Map<ID, () => void>()
  private closed = false

  constructor(private readonly env: DraftsEnv) {}

  async restore(): Promise<void> {
    for (const [id, text] of await this.env.storage.all()) {
      if (this.unsaved.has(id)) continue
      this.unsaved.set(id, text)
      this.env.show(id, text)
    }
  }

  /** The text to write on with: the own unsaved one before what the server had. */
  text(id: ID, fromServer: string): string {
    return this.unsaved.get(id) ?? fromServer
  }

  /** Whether there is writing here that the server has not got: its word must not replace it. */
  isUnsaved(id: ID): boolean {
    return this.unsaved.has(id)
  }

  change(id: ID, text: string): void {
    this.unsaved.set(id, text)
    this.timers.get(id)?.()
    this.timers.set(
      id,
      this.env.after(() => void this.save(id), pause),
    )
  }

  /** The text was sent: there is no draft any more. */
  clear(id: ID): void {
    this.timers.get(id)?.()
    this.timers.delete(id)
    this.unsaved.set(id, '')
    void this.save(id)
  }

  /** The connection is back: saves what could not be. */
  flush(): void {
    for (const id of this.unsaved.keys()) if (!this.timers.has(id)) void this.save(id)
  }

  /** From now on what is written stays on this device, until its user is back. */
  close(): void {
    this.closed = true
    for (const [id, cancel] of this.timers) {
      cancel()
      void this.save(id)
    }
  }

  private async save(id: ID): Promise<void> {
    this.timers.delete(id)
    const text = this.unsaved.get(id)
    if (text === undefined) return
    this.env.show(id, text)
    await this.env.storage.put(id, text)
    if (this.closed) return
    try {
      await this.env.server.draft(id, text)
    } catch {
      return // it is kept here; flush tries again
    }
    if (this.unsaved.get(id) !== text) return // written on meanwhile
    this.unsaved.delete(id)
    await this.env.storage.remove(id)
  }
}
