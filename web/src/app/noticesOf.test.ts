import { expect, test } from 'vitest'
import type { LiveEvent } from '@/api/live/events'
import { noticeKey, waysWanted } from '@/lib/notices'
import { noticesOf } from './noticesOf'

const at = '2026-11-21T09:00:00Z'
const now = Date.parse(at) + 59_999

const event = (type: string, message?: object, data = {}) => ({ type, at, message, data }) as LiveEvent

test.each([
  ['a customer writes', event('message.created', { direction: 'inbound' }), ['message']],
  ['a colleague writes', event('message.created', { direction: 'outbound' }), []],
  ['a message of mine fails', event('notice.created', undefined, { kind: 'message_failed' }), ['failed']],
  ['a message is delivered', event('message.state_changed', { state: 'delivered' }), []],
  ['an import ends', event('notice.created', undefined, { kind: 'import_ended' }), ['job']],
  ['a channel stops', event('notice.created', undefined, { kind: 'channel_stopped' }), ['channel']],
  ['something of a later hub', event('notice.created', undefined, { kind: 'comet_seen' }), []],
  ['something was read', event('notice.read'), []],
])('%s', (_name, happened, kinds) => {
  expect(noticesOf([happened], now).map(({ kind }) => kind)).toEqual(kinds)
})

test('what happened a minute ago is no news', () => {
  expect(noticesOf([event('message.created', { direction: 'inbound' })], now + 1)).toEqual([])
})

test('in the page by default, otherwise as one chose', () => {
  expect(waysWanted({}, 'message')).toEqual(['page'])
  const chosen = { [noticeKey('message', 'page')]: 'off', [noticeKey('message', 'browser')]: 'on' }
  expect(waysWanted(chosen, 'message')).toEqual(['browser'])
  expect(waysWanted(chosen, 'failed')).toEqual(['page'])
})
