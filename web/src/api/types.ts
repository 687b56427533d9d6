import type { components } from './schema.gen'

/**
 * The shapes of /api/v2, by name; the rest of the front end imports them from here only. They come from the API's own
 * description (`npm run gen` writes schema.gen.ts); those still written out here are of calls it does not describe yet.
 * Times are RFC 3339 UTC; ids are UUIDs; an absent optional text is "", an absent optional time is null.
 */
export type ID = string
export type Time = string

type Schemas = components['schemas']

/** The description cannot say that a reference may be null; these may. */
type WithNull<T, K extends keyof T> = Omit<T, K> & { [Key in K]: T[Key] | null }

export interface Named {
  id: ID
  name: string
}

export interface Page<T> {
  items: T[]
  next: string | null
}

/** partial: a search that looked at the newest alone. */
export interface ConversationPage extends Page<Conversation> {
  partial: boolean
}

export type Role = Schemas['Role']

export type Permission = Schemas['Permission']

export type ImportRow = Schemas['ImportRow']
export type ImportPlan = Schemas['ImportPlan']
export type ImportPreview = Schemas['ImportPreview']

export type Me = Schemas['Me']

export type ServerInfo = Schemas['ServerInfo']

export type SetupState = Schemas['SetupState']

export interface SettingField {
  name: string
  label: string
  help?: string
  type: 'text' | 'url' | 'number' | 'toggle' | 'choice' | 'list' | 'generated'
  required?: boolean
  secret?: boolean
  default?: string
  /** The bounds of a number; max 0 or none: no bound. */
  min?: number
  max?: number
  options?: string[] | null
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

/** A setting in the type of its field: a toggle, a number (null while unset), a list, or a text. */
export type SettingValue = string | number | boolean | string[] | null

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

export type Sender = Schemas['SenderRow']

export type ChannelRef = Schemas['ThreadChannel']

export type Direction = Message['direction']

export type MessageState = Message['state']

/** What the event log publishes of a conversation: nothing that belongs to one user. */
export type SharedConversation = Omit<Conversation, 'unread' | 'read_position' | 'read_inbound' | 'draft'>

/** A conversation as one user sees it. */
export type Conversation = WithNull<Schemas['Thread'], 'contact' | 'account'>

export type Message = WithNull<Schemas['Message'], 'user'>

export type MessagePage = Omit<Schemas['MessagePage'], 'items'> & { items: Message[] }

export type ComposerState = Schemas['ComposerState']

export type ConsentState = 'opted_in' | 'opted_out' | 'none'

export type ContactAddress = WithNull<Schemas['ContactAddress'], 'phone_number_type'>

export type PhoneNumberType = Schemas['PhoneNumberTypeRow']

export type Contact = WithNull<
  Omit<Schemas['ContactRow'], 'addresses'>,
  'account' | 'network_site' | 'vendor'
> & {
  addresses: ContactAddress[]
}

export interface ContactChannel {
  channel_id: ID
  channel_name: string
  kind: string
  address_id: ID
  available: boolean
  mode: 'free' | 'template' | 'none'
  /** The gate's code; reason_text says it in words. */
  reason: string
  reason_text: string
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

export type Account = WithNull<Schemas['AccountRow'], 'type' | 'company' | 'parent'>

export type AccountStatus = Schemas['AccountStatus']

/** An entry of a list of names. */
export type NamedRow = Schemas['NamedRow']

export type AccountType = Schemas['AccountType']

export type MessagingCategory = Schemas['MessagingCategory']

export type CustomField = Schemas['CustomField']

/** A message in an account's correspondence, with what it was said over and with whom. */
export type Correspondence = WithNull<Schemas['Correspondence'], 'user' | 'contact' | 'consent'>

export type User = Schemas['Person']

export type BrowserSession = Schemas['BrowserSession']

export type TotpSecret = Schemas['TotpSecret']

export type RecoveryCodes = Schemas['RecoveryCodes']

export type PasswordLink = Schemas['PasswordLink']

export type LinkOwner = Schemas['LinkOwner']

export type Company = Schemas['CompanyRow']

export type HubSettings = Schemas['SettingsRow']

/** Messages that a restored hub holds back. */
export type Fence = WithNull<Schemas['FenceRow'], 'oldest' | 'newest'>

export type AuditEntry = Schemas['AuditEntry']

/** Something that the user is told. */
export type NoticeRow = Schemas['NoticeRow']

export type UnreadNotices = Schemas['UnreadNotices']

export type Token = WithNull<Schemas['Token'], 'role'>

export type Handset = Schemas['Handset']

export type SimulatorMessage = Schemas['HandsetMessage']

export type SavedView = Schemas['SavedView']

export type BulkEdit = Schemas['BulkEdit']

/** A network site or a vendor. */
export type Owner = Schemas['ContactOwner']

export type Note = WithNull<Schemas['NoteRow'], 'contact' | 'author'>

export type CallLog = WithNull<Schemas['CallLogRow'], 'contact' | 'author'>
