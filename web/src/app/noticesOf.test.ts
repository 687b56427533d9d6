import { expect, test } from 'vitest'
import type { LiveEvent } from '@/api/live/events'
import { noticeKey, waysWanted } from '@/lib/notices'
import { noticesOf } from './noticesOf'

const at = '2026-11-21T09:00:00Z'
const now = Date.parse(at) + 59_999

const event = (type: string, message?: object) => ({ type, at, message }) as LiveEvent

test.each([
  ['a customer writes', event('message.created', { direction: 'inbound' }), ['message']],
  ['a colleague writes', event('message.created', { direction: 'outbound' }), []],
  [
    'an own message fails',
    event('message.state_changed', { state: 'failed', user: { id: 'me' } }),
    ['failed'],
  ],
  [
    'the message of a colleague fails',
    event('message.state_changed', { state: 'failed', user: { id: 'al' } }),
    [],
  ],
  ['a message of the hub fails', event('message.state_changed', { state: 'failed', user: null }), []],
  ['a message is delivered', event('message.state_changed', { state: 'delivered', user: { id: 'me' } }), []],
  ['a channel stops', event('channel.paused'), ['channel']],
  ['a channel goes on', event('channel.resumed'), []],
])('%s', (_name, happened, kinds) => {
  expect(noticesOf([happened], 'me', now).map(({ kind }) => kind)).toEqual(kinds)
})

test('what happened a minute ago is no news', () => {
  expect(noticesOf([event('channel.paused')], 'me', now + 1)).toEqual([])
})

test('in the page by default, otherwise as one chose', () => {
  expect(waysWanted({}, 'message')).toEqual(['page'])
  const chosen = { [noticeKey('message', 'page')]: 'off', [noticeKey('message', 'browser')]: 'on' }
  expect(waysWanted(chosen, 'message')).toEqual(['browser'])
  expect(waysWanted(chosen, 'failed')).toEqual(['page'])
})
