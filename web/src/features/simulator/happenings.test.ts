import { expect, test } from 'vitest'
import type { LiveEvent } from '@/api/live/events'
import type { SharedConversation } from '@/api/types'
import { happensAt, sameNumber } from './happenings'

const conversation = {
  id: 'v1',
  channel: { id: 'c1', kind: 'simulator', name: 'SMS' },
  address: { id: 'd1', kind: 'phone', value: '+15145550142', display: '' },
} as SharedConversation

const event = (more: Partial<LiveEvent>): LiveEvent => ({
  seq: 1,
  type: 'message.created',
  at: '2026-11-21T12:00:00.000Z',
  actor: { kind: 'system', id: '' },
  conversation_id: '',
  message_id: '',
  subject_id: '',
  data: {},
  ...more,
})

const place = { channel: 'c1', number: '+15145550142' }

test('knows the customer by channel and number', () => {
  const mine = event({ conversation, conversation_id: 'v1' })
  expect(happensAt(mine, place, [])).toBe(true)
  expect(happensAt(mine, { ...place, number: '+15145550199' }, [])).toBe(false)
  expect(happensAt(mine, { ...place, channel: 'c2' }, [])).toBe(false)
  expect(happensAt({ ...mine, type: 'draft.changed' }, place, [])).toBe(false)
})

test('knows a number in any notation, and a short code only as itself', () => {
  expect(sameNumber('(202) 555-0188', '+12025550188')).toBe(true)
  expect(sameNumber('+12025550188', '+12025550189')).toBe(false)
  expect(sameNumber('55018', '+12025550188')).toBe(false)
  expect(sameNumber('0188', '12025550188')).toBe(false)
})

test('learns the address and the conversation from what came before', () => {
  const known = [event({ conversation, conversation_id: 'v1' })]
  expect(happensAt(event({ type: 'consent.changed', subject_id: 'd1' }), place, known)).toBe(true)
  expect(happensAt(event({ type: 'message.state_changed', conversation_id: 'v1' }), place, known)).toBe(true)
  expect(happensAt(event({ type: 'contact.updated', subject_id: 'x' }), place, known)).toBe(false)
  expect(happensAt(event({ type: 'contact.updated', subject_id: '' }), place, known)).toBe(false)
})
