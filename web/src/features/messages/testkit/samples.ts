import type { LiveEvent } from '@/api/live/events'
import type { Conversation, Message, SharedConversation } from '@/api/types'

// What the tests of the inbox are made of.

const base = Date.parse('2026-11-21T12:00:00.000Z')

/** A time so many minutes after noon. */
export function at(minutes: number): string {
  return new Date(base + minutes * 60_000).toISOString()
}

export function row(change: Partial<Conversation> = {}): Conversation {
  return {
    id: 'c1',
    kind: 'customer',
    channel: { id: 'ch1', kind: 'simulator', name: 'SMS Support' },
    sender: { id: 's1', value: '+15145550100' },
    address: { id: 'a1', kind: 'phone', value: '+15145550142', display: '(514) 555-0142' },
    contact: { id: 'p1', name: 'Amelia Tremblay' },
    account: null,
    title: 'Amelia Tremblay',
    position: 5,
    last_activity_at: at(5),
    preview: 'Yes',
    last_direction: 'inbound',
    last_state: 'received',
    created_at: at(0),
    inbound_count: 5,
    answered_count: 2,
    unread: 0,
    read_position: 5,
    read_inbound: 5,
    draft: '',
    ...change,
  }
}

export function message(position: number, change: Partial<Message> = {}): Message {
  return {
    id: `m${position}`,
    conversation_id: 'c1',
    position,
    direction: 'inbound',
    state: 'received',
    reason: '',
    reason_text: '',
    provider_code: '',
    text: `text ${position}`,
    purpose: 'conversational',
    segments: 1,
    billed_segments: 1,
    provider_id: '',
    client_id: '',
    channel_id: 'ch1',
    sender_id: 's1',
    address_id: 'a1',
    contact_id: 'p1',
    account_id: '',
    user: null,
    maybe_doubled: false,
    asks_to_stop: false,
    attempts: 0,
    due_at: null,
    created_at: at(position),
    updated_at: at(position),
    ...change,
  }
}

/** The row as the event log publishes it: without what belongs to one user. */
export function shared(change: Partial<Conversation>): SharedConversation {
  const {
    unread: _unread,
    read_position: _position,
    read_inbound: _inbound,
    draft: _draft,
    ...rest
  } = row(change)
  return rest
}

let seq = 0

export function created(of: Message, conversation?: SharedConversation): LiveEvent {
  seq++
  return {
    seq,
    type: 'message.created',
    at: of.created_at,
    actor: { kind: 'customer', id: '' },
    conversation_id: of.conversation_id,
    message_id: of.id,
    subject_id: '',
    data: {},
    conversation,
    message: of,
  }
}
