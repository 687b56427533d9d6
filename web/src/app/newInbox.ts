import type { LiveConnection } from '@/api/live/connection'
import type { Conversation, Message } from '@/api/types'
import { browserStorage } from '@/features/messages/store/browserStorage'
import { Inbox } from '@/features/messages/store/inbox'
import { onFrame } from '@/features/messages/store/notifier'
import { httpServer } from '@/features/messages/store/server'

/** The inbox in a real browser: real time, real server, IndexedDB. */
export function newInbox(
  me: string,
  live: { connection: LiveConnection | null },
  incoming: (message: Message, row: Conversation | undefined) => void,
  mayRead: () => boolean,
): Inbox {
  const { outbox, drafts } = browserStorage(me)
  return new Inbox({
    me,
    outbox,
    drafts,
    incoming,
    server: httpServer(me, mayRead),
    schedule: onFrame,
    now: () => new Date(),
    newID: () => newID(),
    after: (run, milliseconds) => {
      const timer = setTimeout(run, milliseconds)
      return () => clearTimeout(timer)
    },
    tellPresence: (id, state) => live.connection?.presence(id, state),
  })
}

/** A random UUID also where the page is served over plain HTTP, which has no crypto.randomUUID. */
function newID(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
