import { beforeEach, expect, it } from 'vitest'
import { Problem } from '@/api/problem'
import { FakeServer, ManualTime, MemoryDrafts, MemoryOutbox, settled } from '../testkit/fakeServer'
import { Inbox } from './inbox'

let server: FakeServer
let outbox: MemoryOutbox
let drafts: MemoryDrafts
let time: ManualTime
let ids: number

function newInbox(): Inbox {
  return new Inbox({
    me: 'me',
    server,
    outbox,
    drafts,
    schedule: (run) => run(),
    now: time.now,
    newID: () => `client-${++ids}`,
    after: time.after,
    tellPresence: () => {},
    incoming: () => {},
  })
}

beforeEach(() => {
  server = new FakeServer()
  outbox = new MemoryOutbox()
  drafts = new MemoryDrafts()
  time = new ManualTime()
  ids = 0
})

const sent = () => server.named('send').map(([, text]) => text)

it('sends nothing more and keeps what is unsent for when its user is back', async () => {
  const inbox = newInbox()
  server.sendProblem = new Problem(401, { code: 'other_user' })
  inbox.send('c1', 'Not yet sent')
  await settled()
  inbox.drafts.change('c1', 'Half a sen')
  inbox.close()
  server.sendProblem = null
  server.calls = []
  time.pass(60_000)
  inbox.online()
  await settled()
  expect(server.calls).toEqual([])
  const again = newInbox()
  await again.restore()
  await settled()
  expect(sent()).toEqual(['Not yet sent'])
  expect(again.drafts.text('c1', '')).toBe('Half a sen')
})

it('stops after the message that is under way', async () => {
  const inbox = newInbox()
  inbox.send('c1', 'First')
  inbox.send('c1', 'Second')
  inbox.close()
  await settled()
  expect(sent()).toEqual(['First'])
  expect([...outbox.items.values()].map(({ text }) => text)).toEqual(['Second'])
})
