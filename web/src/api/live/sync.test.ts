import { beforeEach, describe, expect, it } from 'vitest'
import type { LiveEvent, SyncReply } from './events'
import { Sync } from './sync'

const event = (seq: number): LiveEvent => ({
  seq,
  type: 'contact.updated',
  at: '2026-11-21T12:00:00.000Z',
  actor: { kind: 'system', id: '' },
  conversation_id: '',
  message_id: '',
  subject_id: '',
  data: {},
})

/** A server whose answer to the sync call the test gives by hand. */
function asked() {
  const calls: number[] = []
  let answer: (reply: SyncReply) => void = () => {}
  let refuse: (error: Error) => void = () => {}
  const ask = (after: number) => {
    calls.push(after)
    return new Promise<SyncReply>((resolve, reject) => {
      answer = resolve
      refuse = reject
    })
  }
  return { calls, ask, answer: (reply: SyncReply) => answer(reply), refuse: (error: Error) => refuse(error) }
}

describe('Sync', () => {
  let applied: number[]
  let resets: number
  let sync: Sync

  beforeEach(() => {
    applied = []
    resets = 0
    sync = new Sync({
      apply: (events) => applied.push(...events.map(({ seq }) => seq)),
      reset: () => resets++,
      presence: () => {},
    })
  })

  const connect = async (reply: SyncReply, before: number[] = []) => {
    const server = asked()
    const done = sync.connected(server.ask)
    for (const seq of before) sync.published(event(seq))
    server.answer(reply)
    await done
    return server.calls
  }

  it('reads the lists at the first connect and takes the number from the answer', async () => {
    expect(await connect({ events: [], seq: 40, reset: false })).toEqual([0])
    expect(resets).toBe(1)
    sync.published(event(41))
    expect(applied).toEqual([41])
  })

  it('applies what was missed, then what waited, each once and in order', async () => {
    await connect({ events: [], seq: 10, reset: false })
    sync.disconnected()
    const calls = await connect({ events: [event(11), event(12)], seq: 12, reset: false }, [12, 14, 13])
    expect(calls).toEqual([10])
    expect(applied).toEqual([11, 12, 13, 14]) // UI-13
    expect(resets).toBe(1)
  })

  it('takes the number of an answer that brings nothing this user may see', async () => {
    await connect({ events: [], seq: 10, reset: false })
    sync.disconnected()
    await connect({ events: null, seq: 90, reset: false })
    sync.published(event(90))
    expect(applied).toEqual([])
  })

  it('starts anew when the history is gone', async () => {
    await connect({ events: [], seq: 10, reset: false })
    sync.disconnected()
    await connect({ events: [], seq: 5000, reset: true }, [4999, 5001])
    expect(resets).toBe(2)
    expect(applied).toEqual([5001])
  })

  it('ignores the answer of a connection that was lost meanwhile', async () => {
    await connect({ events: [], seq: 10, reset: false })
    const stale = asked()
    const done = sync.connected(stale.ask)
    sync.disconnected()
    stale.answer({ events: [event(11)], seq: 11, reset: false })
    await done
    expect(applied).toEqual([])
    expect(await connect({ events: [event(11)], seq: 11, reset: false })).toEqual([10])
    expect(applied).toEqual([11])
  })

  it('tells the caller when the question failed', async () => {
    const server = asked()
    const done = sync.connected(server.ask)
    server.refuse(new Error('timeout'))
    await expect(done).rejects.toThrow('timeout')
  })

  it('never applies a number twice', async () => {
    await connect({ events: [], seq: 10, reset: false })
    sync.published(event(11))
    sync.published(event(11))
    expect(applied).toEqual([11])
  })
})
