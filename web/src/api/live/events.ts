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
  'contact.archived': ['contacts'],
  'contact.restored': ['contacts'],
  'account.created': ['accounts'],
  'account.updated': ['accounts', 'contacts'],
  'account.deleted': ['accounts', 'contacts'],
  'account.archived': ['accounts'],
  'account.restored': ['accounts'],
  'account_status.created': ['account-statuses'],
  'account_status.updated': ['account-statuses', 'accounts'],
  'account_status.deleted': ['account-statuses'],
  'account_type.created': ['account-types'],
  'account_type.updated': ['account-types', 'accounts'],
  'account_type.deleted': ['account-types'],
  'account_group.created': ['account-groups'],
  'account_group.updated': ['account-groups', 'accounts'],
  'account_group.deleted': ['account-groups'],
  'contact_tag.created': ['contact-tags'],
  'contact_tag.updated': ['contact-tags', 'contacts'],
  'contact_tag.deleted': ['contact-tags', 'contacts'],
  'messaging_category.created': ['messaging-categories'],
  'messaging_category.updated': ['messaging-categories', 'contacts'],
  'messaging_category.deleted': ['messaging-categories', 'contacts'],
  'messaging_category.given': ['contacts'],
  'messaging_category.taken': ['contacts'],
  'phone_number_type.created': ['phone-number-types'],
  'phone_number_type.updated': ['phone-number-types', 'contacts'],
  'phone_number_type.deleted': ['phone-number-types'],
  'network_site.created': ['network-sites'],
  'network_site.updated': ['network-sites', 'contacts'],
  'network_site.deleted': ['network-sites'],
  'vendor.created': ['vendors'],
  'vendor.updated': ['vendors', 'contacts'],
  'vendor.deleted': ['vendors'],
  'note.created': ['notes', 'correspondence'],
  'note.updated': ['notes', 'correspondence'],
  'note.deleted': ['notes', 'correspondence'],
  'call_log.created': ['call-logs', 'correspondence'],
  'call_log.updated': ['call-logs', 'correspondence'],
  'call_log.deleted': ['call-logs', 'correspondence'],
  'custom_field.created': ['custom-fields'],
  'custom_field.updated': ['custom-fields'],
  'custom_field.deleted': ['custom-fields', 'accounts', 'contacts'],
  'notice.created': ['notices'],
  'notice.read': ['notices'],
  'import.uploaded': ['imports'],
  'import.progressed': ['imports'],
  'import.finished': ['imports', 'contacts', 'accounts'],
  'channel.created': ['channels', 'senders'],
  'channel.updated': ['channels', 'senders', 'composer'],
  'channel.deleted': ['channels', 'senders', 'composer'],
  'channel.paused': ['channels', 'composer'],
  'channel.resumed': ['channels', 'composer'],
  'consent.changed': ['contacts', 'consent', 'composer', 'correspondence'],
  'company.created': ['companies'],
  'company.updated': ['companies', 'accounts'],
  'department.created': ['departments'],
  'department.updated': ['departments', 'companies'],
  'department.deleted': ['departments', 'companies'],
  'settings.updated': ['settings', 'session', 'composer'],
  'hub.restored': ['fence'],
  'fence.lifted': ['fence'],
  'fence.discarded': ['fence'],
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
