/**
 * The shapes of /api/v2, by name. The rest of the front end imports them from here only, so that `npm run gen`
 * can take over shape by shape: `export type Message = components['schemas']['Message']`.
 * Times are RFC 3339 UTC; ids are UUIDs; an absent optional text is "", an absent optional time is null.
 */
export type ID = string
export type Time = string

export interface Named {
  id: ID
  name: string
}

export interface Page<T> {
  items: T[]
  next: string | null
}

export interface Role {
  id: ID
  key: string
  name: string
  builtin?: boolean
  permissions?: string[]
}

export interface Me {
  id: ID
  name: string
  email: string
  role: Role
  extension: string
  permissions: string[]
  locale: 'en' | 'fr' | ''
  time_zone: string
  preferences: Record<string, string>
  server: ServerInfo
}

export interface ServerInfo {
  version: string
  build: string
  time_zone: string
  region: string
  demo: boolean
  segment_profile: 'seed' | 'gsm'
}

export interface SetupState {
  needed: boolean
  code_required: boolean
  demo: boolean
}

export interface SettingField {
  name: string
  label: string
  help: string
  type: 'text' | 'url' | 'number' | 'toggle' | 'choice' | 'list' | 'generated'
  required: boolean
  secret: boolean
  default: string
  options: string[] | null
}

export interface ChannelKind {
  kind: string
  label: string
  help: string
  sms: boolean
  address_kind: string
  starts: boolean
  text_limit: number
  fields: SettingField[]
  callbacks: { label: string; path?: string; help?: string }[] | null
}

export type SettingValue = string | number | boolean

export interface Channel {
  id: ID
  kind: string
  name: string
  enabled: boolean
  status: 'running' | 'paused' | 'disabled' | 'starting'
  status_reason: string
  settings: Record<string, SettingValue>
  secrets_set: string[]
  senders: { id: ID; value: string; label: string; default: boolean }[]
  callbacks: { label: string; url: string }[]
  sms: boolean
  address_kind: string
  version: number
  created_at: Time
  updated_at: Time
}

export interface Sender {
  id: ID
  channel_id: ID
  channel_name: string
  kind: string
  value: string
  label: string
  default: boolean
  enabled: boolean
  sms: boolean
  address_kind: string
}

export interface ChannelRef {
  id: ID
  kind: string
  name: string
}

export type Direction = 'inbound' | 'outbound' | 'internal'

export type MessageState =
  | 'held'
  | 'pending'
  | 'in_progress'
  | 'sent'
  | 'delivered'
  | 'read'
  | 'failed'
  | 'insufficient_funds'
  | 'cancelled'
  | 'received'

/** What the event log publishes of a conversation: nothing that belongs to one user. */
export interface SharedConversation {
  id: ID
  kind: 'customer' | 'direct' | 'group'
  channel: ChannelRef
  sender: { id: ID; value: string }
  address: { id: ID; kind: string; value: string; display: string }
  contact: Named | null
  account: Named | null
  title: string
  position: number
  last_activity_at: Time
  preview: string
  last_direction: Direction | ''
  last_state: MessageState | ''
  created_at: Time
  inbound_count?: number
  answered_count?: number
}

/** A conversation as one user sees it. */
export interface Conversation extends SharedConversation {
  unread: number
  read_position: number
  /** inbound_count as it was at read_position. */
  read_inbound?: number
  draft: string
}

export interface Message {
  id: ID
  conversation_id: ID
  position: number
  direction: Direction
  state: MessageState
  reason: string
  reason_text: string
  provider_code: string
  text: string
  purpose: string
  segments: number
  billed_segments: number
  provider_id: string
  client_id: string
  channel_id: ID
  sender_id: ID
  address_id: ID
  contact_id: ID
  account_id: ID
  user: { id: ID; name: string; extension: string } | null
  maybe_doubled: boolean
  attempts: number
  due_at: Time | null
  created_at: Time
  updated_at: Time
}

export interface MessagePage extends Page<Message> {
  has_before: boolean
  has_after: boolean
}

export interface ComposerState {
  can_send: boolean
  code: string
  reason: string
  channel: ChannelRef
  from: string
  sms: boolean
  text_limit: number
  opted_out: boolean
}

export type ConsentState = 'opted_in' | 'opted_out' | 'none'

export interface ContactAddress {
  id: ID
  kind: string
  value: string
  display: string
  phone_number_type: PhoneNumberType | null
  extension: string
  label: string
  consent: { conversational: ConsentState; notification: ConsentState; marketing: ConsentState }
  sms_opt_in: boolean
}

export interface PhoneNumberType extends Named {
  key: string
  sms_capable: boolean
}

export interface Contact {
  id: ID
  name: string
  account: Named | null
  role: string
  language: string
  time_zone: string
  note: string
  primary: boolean
  addresses: ContactAddress[]
  version: number
  created_at: Time
  updated_at: Time
}

export interface ContactChannel {
  channel_id: ID
  channel_name: string
  kind: string
  address_id: ID
  available: boolean
  mode: 'free' | 'template' | 'none'
  reason: string
  window_expires_at: Time | null
  conversation_id: ID
}

export interface ConsentEntry {
  id: ID
  purpose: string
  state: 'opted_in' | 'opted_out' | 'help'
  source: string
  actor: Named | null
  wording: string
  at: Time
}

export interface Account {
  id: ID
  name: string
  number: string
  status: string
  company: Named | null
  parent: Named | null
  note: string
  contact_count?: number
  version: number
  created_at: Time
  updated_at: Time
}

/** A message in an account's correspondence, with what it was said over and with whom. */
export interface Correspondence extends Message {
  channel: ChannelRef
  contact: Named | null
}

export interface User {
  id: ID
  name: string
  email: string
  role: Role
  extension: string
  active: boolean
  version: number
  created_at: Time
  updated_at: Time
}

export interface Token {
  id: ID
  name: string
  prefix: string
  created_at: Time
  last_used_at: Time | null
}

export interface Handset {
  number: string
  name: string
  last_text: string
  last_at: Time | null
  count: number
}

export interface SimulatorMessage {
  id: ID
  direction: 'to_customer' | 'from_customer'
  text: string
  at: Time
  state: MessageState | ''
}
