import { describe, expect, it } from 'vitest'
import type { Message } from '@/api/types'
import type { ThreadSnapshot } from './store/thread'
import { at, message } from './testkit/samples'
import { firstUnread, threadItems } from './threadItems'

const thread = (messages: Message[], change: Partial<ThreadSnapshot> = {}): ThreadSnapshot => ({
  messages,
  outbox: [],
  hasBefore: false,
  loaded: true,
  loadingBefore: false,
  error: null,
  ...change,
})

const dayKey = (time: string) => time.slice(0, 10)
const kinds = (snapshot: ThreadSnapshot, newFrom = 0) =>
  threadItems(snapshot, { newFrom, dayKey }).map(({ kind }) => kind)

describe('threadItems', () => {
  it('draws a line for each day', () => {
    const messages = [message(1), message(2), message(3, { created_at: at(60 * 24) })]
    expect(kinds(thread(messages))).toEqual(['day', 'message', 'message', 'day', 'message'])
  })

  it('draws one line above what is new', () => {
    const messages = [message(1), message(2), message(3), message(4, { direction: 'outbound' })]
    expect(kinds(thread(messages), 3)).toEqual(['day', 'message', 'message', 'new', 'message', 'message'])
  })

  it('draws it at the top when all that was loaded is new', () => {
    expect(kinds(thread([message(8), message(9)]), 3)).toEqual(['day', 'new', 'message', 'message'])
  })

  it('groups one side within ten minutes', () => {
    const messages = [
      message(1, { created_at: at(0) }),
      message(2, { created_at: at(9) }),
      message(3, { created_at: at(20) }),
      message(4, { created_at: at(21), direction: 'outbound' }),
    ]
    const groups = threadItems(thread(messages), { newFrom: 0, dayKey })
      .filter((item) => item.kind === 'message')
      .map(({ group }) => [group.first, group.last])
    expect(groups).toEqual([
      [true, false],
      [false, true],
      [true, true],
      [true, true],
    ])
  })

  it('shows what happened as a pill, apart from any group', () => {
    const pill = message(2, { direction: 'internal' })
    expect(kinds(thread([message(1), pill, message(3)]))).toEqual(['day', 'message', 'system', 'message'])
  })

  it('puts the outbox at the end', () => {
    const item = {
      client_id: 'x',
      conversation_id: 'c1',
      text: 'hi',
      created_at: at(2),
      status: 'sending' as const,
      problem: null,
    }
    expect(kinds(thread([message(1)], { outbox: [item] }))).toEqual(['day', 'message', 'outbox'])
  })

  it('gives each row a key of its own', () => {
    const messages = [message(1), message(2, { created_at: at(60 * 24) }), message(3, { created_at: at(1) })]
    const keys = threadItems(thread(messages), { newFrom: 2, dayKey }).map(({ key }) => key)
    expect(new Set(keys).size).toBe(keys.length)
  })
})

describe('firstUnread', () => {
  it('counts inbound messages from the end', () => {
    const messages = [message(1), message(2), message(3, { direction: 'outbound' }), message(4)]
    expect(firstUnread(messages, 2)).toBe(2)
    expect(firstUnread(messages, 0)).toBe(0)
  })

  it('stops at the oldest that was loaded', () => {
    expect(firstUnread([message(8), message(9)], 5)).toBe(8)
  })
})
