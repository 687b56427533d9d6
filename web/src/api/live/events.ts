import type { ID, Message, SharedConversation, Time } from '../types'

/** What the event log tells: ids, states and reasons, never text; the rows it concerns come along as they are now. */
export interface LiveEvent {
  seq: number
  type: EventType
  at: Time
  actor: { kind: string; id: ID }
  conversation_id: ID
  message_id: ID
  subject_id: ID
  data: Record<string, unknown>
  conversation?: SharedConversation
  message?: Message
}

/** Who looks at a conversation now: no fact, so it has no sequence number. */
export interface PresenceEvent {
  type: 'presence'
  conversation_id: ID
  users: PresentUser[]
}

export interface PresentUser {
  id: ID
  name: string
  state: 'viewing' | 'replying'
}

export interface SyncReply {
  events: LiveEvent[] | null
  seq: number
  reset: boolean
}

/**
 * The one table of events: the reading queries (by the first word of their key) that each makes stale.
 * Conversations and messages are not here: the inbox applies those events itself.
 */
export const touches = {
  'message.created': ['simulator', 'correspondence'],
  'message.state_changed': ['simulator', 'correspondence'],
  'conversation.created': [],
  'conversation.read': [],
  'draft.changed': [],
  'contact.created': ['contacts'],
  'contact.updated': ['contacts'],
  'contact.deleted': ['contacts'],
  'account.created': ['accounts'],
  'account.updated': ['accounts', 'contacts'],
  'account.deleted': ['accounts', 'contacts'],
  'import.progressed': ['imports'],
  'import.finished': ['imports', 'contacts', 'accounts'],
  'channel.created': ['channels', 'senders'],
  'channel.updated': ['channels', 'senders', 'composer'],
  'channel.deleted': ['channels', 'senders', 'composer'],
  'channel.paused': ['channels', 'composer'],
  'channel.resumed': ['channels', 'composer'],
  'consent.changed': ['contacts', 'consent', 'composer'],
  'company.created': ['companies'],
  'company.updated': ['companies', 'accounts'],
  'department.created': ['departments'],
  'department.updated': ['departments', 'companies'],
  'department.deleted': ['departments', 'companies'],
  'settings.updated': ['settings', 'composer'],
  'hub.restored': [],
  'fence.lifted': ['settings'],
  'fence.discarded': ['settings'],
  'user.created': ['users'],
  'user.updated': ['users', 'session', 'totp'],
  'role.created': ['roles'],
  'role.updated': ['roles', 'users', 'session'],
  'role.deleted': ['roles'],
  'token.created': ['tokens'],
  'token.revoked': ['tokens'],
  'session.started': ['sessions'],
  'session.refused': [],
  'session.ended': ['sessions'],
} as const satisfies Record<string, readonly string[]>

export type EventType = keyof typeof touches
