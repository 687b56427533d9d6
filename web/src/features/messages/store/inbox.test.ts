import { beforeEach, describe, expect, it } from 'vitest'
import { Problem } from '@/api/problem'
import type { Message } from '@/api/types'
import { FakeServer, ManualTime, MemoryDrafts, MemoryOutbox, settled } from '../testkit/fakeServer'
import { at, created, message, row, shared } from '../testkit/samples'
import { Inbox } from './inbox'
import { keyOf } from './thread'

let server: FakeServer
let outbox: MemoryOutbox
let drafts: MemoryDrafts
let time: ManualTime
let announced: Message[]
let frames: (() => void)[]
let ids: number

function newInbox(): Inbox {
  return new Inbox({
    me: 'me',
    server,
    outbox,
    drafts,
    schedule: (run) => frames.push(run),
    now: time.now,
    newID: () => `client-${++ids}`,
    after: time.after,
    tellPresence: () => {},
    incoming: (each) => announced.push(each),
  })
}

beforeEach(() => {
  server = new FakeServer()
  outbox = new MemoryOutbox()
  drafts = new MemoryDrafts()
  time = new ManualTime()
  announced = []
  frames = []
  ids = 0
})

async function opened(): Promise<Inbox> {
  server.rows = [row({ inbound_count: 5, answered_count: 2 })]
  server.thread = [1, 2, 3, 4, 5].map((position) => message(position))
  const inbox = newInbox()
  inbox.show({})
  inbox.open('c1')
  await settled()
  return inbox
}

const thread = (inbox: Inbox) => inbox.threads.get('c1').snapshot
const positions = (inbox: Inbox) => thread(inbox).messages.map(({ position }) => position)

it('orders the list by time, however many digits the seconds have', async () => {
  server.rows = [
    row({ id: 'c1', last_activity_at: '2026-11-21T17:51:27.2Z' }),
    row({ id: 'c2', last_activity_at: '2026-11-21T17:51:27.201Z' }),
  ]
  server.partial = true
  const inbox = newInbox()
  inbox.show({ q: 'hello' })
  await settled()
  expect(inbox.rows.view({ q: 'hello' }).ids).toEqual(['c2', 'c1'])
  expect(inbox.rows.view({ q: 'hello' }).partial).toBe(true)
})

describe('a thread', () => {
  it('is ordered by position, however the messages come', async () => {
    const inbox = await opened()
    inbox.apply([created(message(6, { created_at: at(-100) }))])
    inbox.apply([created(message(7, { created_at: at(-200) }))])
    expect(positions(inbox)).toEqual([1, 2, 3, 4, 5, 6, 7])
  })

  it('reads what a gap leaves out before it shows what lies beyond', async () => {
    const inbox = await opened()
    for (const position of [6, 7, 8]) server.thread.push(message(position))
    inbox.apply([created(message(8))])
    expect(positions(inbox)).toEqual([1, 2, 3, 4, 5])
    await settled()
    expect(server.named('messages').at(-1)).toEqual(['c1', { after: 5 }])
    expect(positions(inbox)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  })

  it('keeps the later of two states of a message', async () => {
    const inbox = await opened()
    const now = message(5, { state: 'delivered', updated_at: at(9) })
    inbox.apply([created(now)])
    inbox.apply([created(message(5, { state: 'sent', updated_at: at(8) }))])
    expect(thread(inbox).messages.at(-1)?.state).toBe('delivered')
  })

  it('compares states by time, however many digits their seconds have', async () => {
    const inbox = await opened()
    inbox.apply([created(message(5, { state: 'sent', updated_at: '2026-11-21T17:51:27.2Z' }))])
    inbox.apply([created(message(5, { state: 'delivered', updated_at: '2026-11-21T17:51:27.201Z' }))])
    expect(thread(inbox).messages.at(-1)?.state).toBe('delivered')
  })

  it('takes in what happened while the page was being read', async () => {
    server.rows = [row()]
    server.thread = [message(1)]
    const inbox = newInbox()
    inbox.open('c1') // the answer is on its way, and knows of one message
    server.thread = [message(1), message(2)]
    inbox.apply([created(message(2))])
    await settled()
    expect(positions(inbox)).toEqual([1, 2])
  })

  it('shows how far a message came while the gap before it was being read', async () => {
    const inbox = await opened()
    const answer = message(7, { direction: 'outbound', state: 'pending', client_id: 'client-9' })
    server.thread.push(message(6), answer)
    inbox.apply([created(answer)]) // lies beyond a gap: asks, and is answered with "pending"
    const delivered: Message = { ...answer, state: 'delivered', updated_at: at(99) }
    server.thread[6] = delivered
    inbox.apply([created(delivered)])
    await settled()
    expect(
      thread(inbox)
        .messages.map(({ state }) => state)
        .slice(-2),
    ).toEqual(['received', 'delivered'])
  })

  it('pages older messages in by position', async () => {
    server.pageSize = 3
    const inbox = await opened()
    expect(positions(inbox)).toEqual([3, 4, 5])
    await inbox.threads.loadBefore('c1')
    expect(server.named('messages').at(-1)).toEqual(['c1', { before: 3 }])
    expect(positions(inbox)).toEqual([1, 2, 3, 4, 5])
    expect(thread(inbox).hasBefore).toBe(false)
  })

  it('starts anew after a reset that lies too far ahead to be joined', async () => {
    const inbox = await opened()
    server.thread = Array.from({ length: 200 }, (_, i) => message(i + 1))
    inbox.reset()
    await settled()
    expect(positions(inbox)[0]).toBe(151)
    expect(thread(inbox).hasBefore).toBe(true)
  })
})

describe('sending', () => {
  it('shows the message at once and lets the echo take its place under the same key', async () => {
    const inbox = await opened()
    inbox.send('c1', 'On our way')
    const [item] = thread(inbox).outbox
    expect(item).toMatchObject({ text: 'On our way', status: 'sending' }) // UI-10
    await settled()
    expect(thread(inbox).outbox).toEqual([])
    const sent = thread(inbox).messages.at(-1)
    expect(sent?.text).toBe('On our way')
    expect(sent && keyOf(sent)).toBe(item?.client_id)
    expect(outbox.items.size).toBe(0)
  })

  it('shows it once when the live echo comes before the answer, and again after it', async () => {
    const inbox = await opened()
    inbox.send('c1', 'On our way')
    const echo = message(6, { client_id: 'client-1', direction: 'outbound', text: 'On our way' })
    inbox.apply([created(echo)])
    await settled()
    inbox.apply([created(echo)])
    expect(thread(inbox).outbox).toEqual([])
    expect(thread(inbox).messages.filter(({ client_id }) => client_id === 'client-1')).toHaveLength(1)
  })

  it('waits for the connection, keeps the order, and sends once', async () => {
    const inbox = await opened()
    server.sendProblem = new Problem(0, { code: 'offline' })
    inbox.send('c1', 'first')
    inbox.send('c1', 'second')
    await settled()
    expect(thread(inbox).outbox.map(({ status }) => status)).toEqual(['waiting', 'waiting'])
    server.sendProblem = null
    server.calls = []
    inbox.online()
    await settled()
    expect(server.named('send').map(([, text]) => text)).toEqual(['first', 'second'])
    expect(thread(inbox).outbox).toEqual([])
  })

  it('tries again by itself after a while', async () => {
    const inbox = await opened()
    server.sendProblem = new Problem(503, { code: 'unavailable' })
    inbox.send('c1', 'first')
    await settled()
    server.sendProblem = null
    expect(time.pass(2000)).toBeGreaterThan(0)
    await settled()
    expect(thread(inbox).outbox).toEqual([])
  })

  it('keeps a refused message with its reason over a reload, until it is sent again or deleted', async () => {
    const inbox = await opened()
    server.sendProblem = new Problem(422, { code: 'opted_out', detail: 'Opted out.', request_id: 'r1' })
    inbox.send('c1', 'first')
    await settled()
    const reloaded = newInbox()
    await reloaded.restore()
    expect(thread(reloaded).outbox).toMatchObject([
      { text: 'first', status: 'refused', problem: { message: 'Opted out.', requestID: 'r1' } }, // UI-11
    ])
    server.sendProblem = null
    reloaded.sender.retry('client-1')
    await settled()
    expect(server.named('send').at(-1)).toEqual(['c1', 'first', 'client-1'])
    expect(outbox.items.size).toBe(0)
  })

  it('forgets a message that was deleted from the outbox', async () => {
    const inbox = await opened()
    server.sendProblem = new Problem(422, { code: 'opted_out' })
    inbox.send('c1', 'first')
    await settled()
    inbox.discard('c1', 'client-1')
    expect(thread(inbox).outbox).toEqual([])
    expect(outbox.items.size).toBe(0)
  })

  it('does not let a refused message hold up the next one', async () => {
    const inbox = await opened()
    server.sendProblem = new Problem(422, { code: 'too_long' })
    inbox.send('c1', 'first')
    await settled()
    server.sendProblem = null
    inbox.send('c1', 'second')
    await settled()
    expect(thread(inbox).outbox.map(({ text }) => text)).toEqual(['first'])
  })
})

describe('what is unread', () => {
  const unread = (inbox: Inbox) => inbox.rows.get('c1')?.unread

  const arrives = (position: number, inbound: number, answered: number) =>
    created(message(position), shared({ position, inbound_count: inbound, answered_count: answered }))

  it('grows with what comes in and is announced', async () => {
    const inbox = await opened()
    inbox.apply([arrives(6, 6, 2), arrives(7, 7, 2)])
    expect(unread(inbox)).toBe(2)
    expect(inbox.rows.unread).toBe(1)
    expect(announced.map(({ position }) => position)).toEqual([6, 7]) // UI-45
  })

  it('vanishes for everybody when a colleague answers', async () => {
    const inbox = await opened()
    inbox.apply([arrives(6, 6, 2)])
    const answer = message(7, { direction: 'outbound' })
    inbox.apply([created(answer, shared({ position: 7, inbound_count: 6, answered_count: 6 }))])
    expect(unread(inbox)).toBe(0)
  })

  it('goes away at once when it is read here, and the server is told', async () => {
    const inbox = await opened()
    inbox.apply([arrives(6, 6, 2), arrives(7, 7, 2)])
    inbox.markRead('c1', 6)
    expect(unread(inbox)).toBe(1)
    inbox.markRead('c1', 7)
    expect(unread(inbox)).toBe(0)
    expect(server.named('read')).toEqual([
      ['c1', 6],
      ['c1', 7],
    ])
    inbox.markRead('c1', 7)
    expect(server.named('read')).toHaveLength(2)
  })

  it('goes away when it is read in another window of the same user', async () => {
    const inbox = await opened()
    inbox.apply([arrives(6, 6, 2)])
    const reading = (user: string, seq: number) => ({
      ...created(message(6)),
      seq,
      type: 'conversation.read' as const,
      message: undefined,
      data: { user_id: user, position: 6, inbound: 6 },
    })
    inbox.apply([reading('somebody else', 900)])
    expect(unread(inbox)).toBe(1)
    inbox.apply([reading('me', 901)])
    expect(unread(inbox)).toBe(0)
  })

  it('is asked for where a conversation was not known', async () => {
    const inbox = newInbox()
    server.rows = [row({ id: 'c9', position: 40, unread: 3, inbound_count: 20, read_inbound: 17 })]
    inbox.apply([
      created(message(40, { conversation_id: 'c9' }), shared({ id: 'c9', position: 40, inbound_count: 20 })),
    ])
    await settled()
    expect(server.named('conversation')).toEqual([['c9']])
    expect(inbox.rows.get('c9')?.unread).toBe(3)
  })

  it('is known of a conversation that has just begun', () => {
    const inbox = newInbox()
    const first = message(1, { conversation_id: 'c9' })
    inbox.apply([created(first, shared({ id: 'c9', position: 1, inbound_count: 1, answered_count: 0 }))])
    expect(inbox.rows.get('c9')?.unread).toBe(1)
    expect(server.named('conversation')).toEqual([])
  })
})

describe('the list', () => {
  it('moves a conversation to the top when something happens in it', async () => {
    server.rows = [row({ id: 'c1', last_activity_at: at(9) }), row({ id: 'c2', last_activity_at: at(8) })]
    const inbox = newInbox()
    const view = inbox.show({})
    await settled()
    expect(view.ids).toEqual(['c1', 'c2'])
    const next = message(6, { conversation_id: 'c2' })
    inbox.apply([
      created(next, shared({ id: 'c2', position: 6, last_activity_at: at(10), inbound_count: 6 })),
    ])
    expect(view.ids).toEqual(['c2', 'c1'])
  })

  it('keeps the conversation that is being read among the unread ones', async () => {
    server.rows = [
      row({ id: 'c1', unread: 1, inbound_count: 5, answered_count: 0, read_inbound: 4, read_position: 4 }),
    ]
    server.thread = [message(5)]
    const inbox = newInbox()
    const view = inbox.show({ unread: true })
    inbox.open('c1')
    await settled()
    inbox.markRead('c1', 5)
    inbox.apply([])
    expect(view.ids).toEqual(['c1'])
    inbox.open(null)
    inbox.apply([])
    expect(view.ids).toEqual([])
  })

  it('tells its watchers once a frame, whatever happened in it', async () => {
    const inbox = await opened()
    let told = 0
    for (const frame of frames) frame()
    frames = []
    inbox.watch('t:c1', () => told++)
    for (let position = 6; position < 26; position++) inbox.apply([created(message(position))])
    expect(frames).toHaveLength(1) // UI-16
    frames[0]?.()
    expect(told).toBe(1)
  })
})

describe('a draft', () => {
  it('is kept here and on the server soon after the last key', async () => {
    const inbox = await opened()
    inbox.drafts.change('c1', 'He')
    inbox.drafts.change('c1', 'Hello')
    expect(time.pass(400)).toBe(1) // UI-30
    await settled()
    expect(server.named('draft')).toEqual([['c1', 'Hello']])
    expect(inbox.rows.get('c1')?.draft).toBe('Hello')
    expect(drafts.texts.size).toBe(0)
  })

  it('survives a reload while the server could not be reached', async () => {
    const inbox = await opened()
    server.draft = async () => {
      throw new Problem(0, { code: 'offline' })
    }
    inbox.drafts.change('c1', 'Hello')
    time.pass(400)
    await settled()
    const reloaded = newInbox()
    await reloaded.restore()
    expect(reloaded.drafts.text('c1', '')).toBe('Hello')
  })

  it('is gone when the text was sent', async () => {
    const inbox = await opened()
    inbox.drafts.change('c1', 'Hello')
    inbox.send('c1', 'Hello')
    await settled()
    expect(server.named('draft')).toEqual([['c1', '']])
    expect(inbox.rows.get('c1')?.draft).toBe('')
    expect(time.pass(400)).toBe(0)
  })
})
