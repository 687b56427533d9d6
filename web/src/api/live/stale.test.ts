import { QueryObserver } from '@tanstack/react-query'
import { expect, it } from 'vitest'
import { newQueryClient } from '../queries'
import type { LiveEvent } from './events'
import { markStale } from './stale'

const consentChanged: LiveEvent = {
  seq: 1,
  type: 'consent.changed',
  at: '2026-11-21T12:00:00.000Z',
  actor: { kind: 'customer', id: '' },
  conversation_id: '',
  message_id: '',
  subject_id: '',
  data: {},
}

it('reads again what was still being read when the event came', async () => {
  const queries = newQueryClient()
  const answers: ((value: string) => void)[] = []
  const queryFn = () => new Promise<string>((resolve) => answers.push(resolve))
  const observer = new QueryObserver(queries, { queryKey: ['composer', 'c1'], queryFn })
  const shown = new Promise<string>((resolve) => observer.subscribe(({ data }) => data && resolve(data)))
  const second = new Promise<void>((resolve) => {
    const asked = answers.push.bind(answers)
    answers.push = (...each) => {
      const length = asked(...each)
      if (length === 2) resolve()
      return length
    }
  })
  markStale(queries, [consentChanged])
  await second
  answers[0]?.('before')
  answers[1]?.('after')
  expect(await shown).toBe('after')
})
