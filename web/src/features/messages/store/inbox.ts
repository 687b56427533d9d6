import type { LiveEvent, PresenceEvent, PresentUser } from '@/api/live/events'
import type { Conversation, ID, Message } from '@/api/types'
import { type DraftStorage, Drafts } from './drafts'
import { type Filter, filterKey } from './filter'
import { Notifier, type Schedule } from './notifier'
import { Rows } from './rows'
import { type OutboxStorage, Sender } from './sender'
import type { Server } from './server'
import { Threads } from './threads'
import type { View } from './view'

export interface InboxEnv {
  me: ID
  server: Server
  outbox: OutboxStorage
  drafts: DraftStorage
  schedule: Schedule
  now: () => Date
  newID: () => string
  after: (run: () => void, milliseconds: number) => () => void
  /** Tells the colleagues what this page does with a conversation. */
  tellPresence: (id: ID, state: 'viewing' | 'replying' | 'none') => void
  /** A customer's message came in, to be announced. */
  incoming: (message: Message, row: Conversation | undefined) => void
}

const nobody: PresentUser[] = []

/**
 * The inbox of one user, free of any framework: what is known of conversations and threads, kept right by the live
 * events, and the deeds on it, which show at once. Watch it by topic (see Notifier); what it gives is immutable.
 */
export class Inbox {
  readonly rows = new Rows()
  readonly sender: Sender
  readonly drafts: Drafts
  readonly threads: Threads
  private readonly notifier: Notifier
  private readonly present = new Map<ID, PresentUser[]>()
  private readonly asking = new Set<ID>()
  private shown: Filter = {}
  private here: { id: ID; state: 'viewing' | 'replying' } | null = null

  constructor(private readonly env: InboxEnv) {
    this.notifier = new Notifier(env.schedule)
    this.threads = new Threads(env.server, (id) => this.notifier.touch(`t:${id}`))
    this.sender = new Sender({
      ...env,
      storage: env.outbox,
      show: (item) => {
        this.threads.get(item.conversation_id).putOutbox(item)
        this.notifier.touch(`t:${item.conversation_id}`, `c:${item.conversation_id}`)
      },
      arrived: (message) => this.tookMessage(message),
    })
    this.drafts = new Drafts({
      ...env,
      storage: env.drafts,
      show: (id, text) => {
        this.rows.setDraft(id, text)
        this.notifier.touch(`c:${id}`)
      },
    })
  }

  watch(topic: string, watcher: () => void): () => void {
    return this.notifier.watch(topic, watcher)
  }

  /** Brings back what an earlier page left unsent. */
  async restore(): Promise<void> {
    await Promise.all([this.sender.restore(), this.drafts.restore()])
  }

  /** The connection stands: sends and saves what waited. */
  online(): void {
    this.sender.flush()
    this.drafts.flush()
    if (this.here) this.env.tellPresence(this.here.id, this.here.state)
  }

  /** The page is another user's from now on: nothing more is sent; what is unsent is kept on this device. */
  close(): void {
    this.sender.close()
    this.drafts.close()
  }

  /** Events of the log, in order. */
  apply(events: LiveEvent[]): void {
    for (const event of events) this.applyOne(event)
    this.arranged()
  }

  /** What is known may be out of date in unknown ways: reads the shown list and the open thread again. */
  reset(): void {
    const view = this.rows.view(this.shown)
    this.rows.dropViewsBut(view)
    void this.loadView(this.shown, true)
    if (filterKey(this.shown) !== filterKey({ unread: true })) void this.loadView({ unread: true }, true)
    this.threads.dropAllBut(this.rows.kept)
    if (this.rows.kept) void this.threads.refresh(this.rows.kept)
  }

  presence(event: PresenceEvent): void {
    const others = event.users.filter(({ id }) => id !== this.env.me)
    this.present.set(event.conversation_id, others)
    this.notifier.touch(`p:${event.conversation_id}`)
  }

  presentIn(id: ID): PresentUser[] {
    return this.present.get(id) ?? nobody
  }

  /** What this page does with a conversation now; "none" when it leaves it. */
  tellPresence(id: ID, state: 'viewing' | 'replying' | 'none'): void {
    if (state === 'none') this.present.delete(id)
    this.here = state === 'none' ? null : { id, state }
    this.env.tellPresence(id, state)
  }

  /** The list to show; reads its first page where it is new. */
  show(filter: Filter): View {
    this.shown = filter
    const view = this.rows.view(filter)
    if (!view.started && !view.loading && !view.error) void this.loadView(filter, true)
    return view
  }

  /** Reads the next page of a list, or its first anew. */
  async loadView(filter: Filter, first = false): Promise<void> {
    const view = this.rows.view(filter)
    if (view.loading || (!first && (view.next === null || !view.started))) return
    view.loading = true
    this.notifier.touch('list')
    try {
      const page = await this.env.server.conversations(filter, first ? null : view.next)
      for (const row of page.items) this.tookRow(row)
      view.took(page, first)
    } catch (error) {
      view.error = error
    }
    view.loading = false
    this.arranged()
    this.notifier.touch('list')
  }

  /** Opens a conversation: its row and its thread are read where they are not known. */
  open(id: ID | null): void {
    this.rows.kept = id
    if (!id) return
    if (!this.rows.get(id)) void this.askRow(id)
    void this.threads.open(id)
    for (const item of this.sender.of(id)) this.threads.get(id).putOutbox(item)
    this.arranged()
  }

  /** Everything up to the position is read; shows at once, and tells the server. */
  markRead(id: ID, position: number): void {
    const row = this.rows.get(id)
    if (!row || (position <= row.read_position && row.unread === 0)) return
    const { messages } = this.threads.get(id).snapshot
    const remaining = messages.filter(
      (each) => each.direction === 'inbound' && each.position > position,
    ).length
    if (position <= row.read_position && remaining >= row.unread) return
    this.rows.readAllBut(id, position, remaining)
    this.touchRow(id)
    // Lost while offline: the next reading tells a higher position.
    this.env.server.read(id, position).catch(() => {})
  }

  send(id: ID, text: string): void {
    this.sender.send(id, text)
    this.drafts.clear(id)
  }

  discard(id: ID, clientID: string): void {
    this.sender.remove(clientID)
    this.threads.get(id).removeOutbox(clientID)
    this.notifier.touch(`t:${id}`, `c:${id}`)
  }

  /** Asks the server to send a failed message again. Rejects with a Problem. */
  async retryFailed(message: Message): Promise<void> {
    this.tookMessage(await this.env.server.retry(message.id))
  }

  /** Takes in a message that was sent from elsewhere than the composer. */
  tookMessage(message: Message): void {
    if (!this.threads.took(message)) return
    if (message.client_id) this.sender.remove(message.client_id)
    this.notifier.touch(`t:${message.conversation_id}`, `c:${message.conversation_id}`)
  }

  private applyOne(event: LiveEvent): void {
    const isInbound = event.type === 'message.created' && event.message?.direction === 'inbound'
    if (event.conversation) {
      if (!this.rows.tookShared(event.conversation)) void this.askRow(event.conversation.id)
      this.touchRow(event.conversation.id)
    }
    if (event.message) this.tookMessage(event.message)
    if (event.message && isInbound) this.env.incoming(event.message, this.rows.get(event.conversation_id))
    if (event.type === 'conversation.read' && event.data.user_id === this.env.me) this.applyReading(event)
    if (event.type === 'draft.changed' && !this.drafts.isUnsaved(event.conversation_id)) {
      void this.askRow(event.conversation_id)
    }
  }

  private applyReading({ conversation_id, data }: LiveEvent): void {
    this.rows.tookReading(conversation_id, Number(data.position) || 0, Number(data.inbound) || 0)
    this.touchRow(conversation_id)
  }

  private async askRow(id: ID): Promise<void> {
    if (this.asking.has(id)) return
    this.asking.add(id)
    try {
      this.tookRow(await this.env.server.conversation(id))
      this.arranged()
    } catch {
      // Not ours to see, or gone; or the next reset asks again.
    }
    this.asking.delete(id)
  }

  private tookRow(row: Conversation): void {
    this.rows.took({ ...row, draft: this.drafts.text(row.id, row.draft) })
    this.touchRow(row.id)
  }

  private touchRow(id: ID): void {
    this.notifier.touch(`c:${id}`, 'unread')
  }

  private arranged(): void {
    if (this.rows.arrange()) this.notifier.touch('list')
    this.notifier.touch('unread')
  }
}
