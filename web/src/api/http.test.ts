import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { actAs, http, whenRefused } from './http'
import { newQueryClient } from './queries'
import { entered, sessionKey } from './session'
import type { Me } from './types'

const asked: { path: string; user: string | null }[] = []
let status: number

beforeEach(() => {
  asked.length = 0
  status = 204
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    asked.push({ path, user: new Headers(init.headers).get('Parley-User') })
    return new Response(null, { status })
  })
  actAs('ann')
})

afterEach(() => {
  vi.unstubAllGlobals()
  actAs('')
})

it('makes every call for the user of the page, but asking who is logged in and logging in', async () => {
  status = 204
  await http.post('/messages')
  await http.patch('/session', {})
  await http.delete('/session')
  await http.get('/session')
  await http.post('/session')
  expect(asked.map(({ user }) => user)).toEqual(['ann', 'ann', 'ann', null, null])
})

it('makes what was begun for one user for nobody else', async () => {
  actAs('bob')
  await http.put('/draft', {}, { as: 'ann' })
  expect(asked).toEqual([{ path: '/api/v2/draft', user: 'ann' }])
})

it('has the session asked for again after each 401, and never after one about the session', async () => {
  const refused = vi.fn()
  const forget = whenRefused(refused)
  status = 401
  await http.get('/session').catch(() => {})
  expect(refused).not.toHaveBeenCalled()
  await http.post('/messages').catch(() => {})
  expect(refused).toHaveBeenCalledOnce()
  forget()
})

it('forgets what was read for one user when another has logged in', () => {
  const queries = newQueryClient()
  const log = (id: string) => queries.setQueryData(sessionKey, entered(queries, { id } as Me))
  log('ann')
  queries.setQueryData(['contacts', 'c1'], { name: 'Amelia' })
  log('ann')
  expect(queries.getQueryData(['contacts', 'c1'])).toEqual({ name: 'Amelia' })
  log('bob')
  expect(queries.getQueryData(['contacts', 'c1'])).toBeUndefined()
  expect(queries.getQueryData<Me>(sessionKey)?.id).toBe('bob')
})
