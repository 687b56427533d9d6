import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { act, fireEvent, render, screen } from '@testing-library/react'
import { beforeEach, expect, it } from 'vitest'
import { newQueryClient } from '@/api/queries'
import { sessionKey } from '@/api/session'
import type { ComposerState, Message } from '@/api/types'
import { ActionsProvider, Registry } from '@/ui/actions/registry'
import { Composer } from './Composer'
import { InboxProvider } from './context'
import { Inbox } from './store/inbox'
import { FakeServer, ManualTime, MemoryDrafts, MemoryOutbox, settled } from './testkit/fakeServer'
import { created, message, row } from './testkit/samples'

let server: FakeServer
let inbox: Inbox

const possible: ComposerState = {
  can_send: true,
  code: '',
  reason: '',
  channel: { id: 'ch1', kind: 'simulator', name: 'SMS Support' },
  from: '+15145550100',
  sms: true,
  text_limit: 1600,
  opted_out: false,
  paused: '',
}

beforeEach(() => {
  server = new FakeServer()
  server.rows = [row()]
  server.thread = [message(1)]
})

async function open(state: ComposerState, permissions: string[], preferences: Record<string, string> = {}) {
  const time = new ManualTime()
  inbox = new Inbox({
    me: 'me',
    server,
    outbox: new MemoryOutbox(),
    drafts: new MemoryDrafts(),
    schedule: (run) => run(),
    now: time.now,
    newID: () => 'client-1',
    after: time.after,
    tellPresence: () => {},
    incoming: () => {},
  })
  inbox.show({})
  inbox.open('c1')
  await settled()
  const queries = newQueryClient()
  queries.setQueryData(['composer', 'c1'], state)
  queries.setQueryData(sessionKey, { id: 'me', preferences, permissions })
  render(
    <I18nProvider i18n={i18n}>
      <MantineProvider>
        <QueryClientProvider client={queries}>
          <ActionsProvider value={new Registry()}>
            <InboxProvider value={inbox}>
              <Composer id="c1" />
            </InboxProvider>
          </ActionsProvider>
        </QueryClientProvider>
      </MantineProvider>
    </I18nProvider>,
  )
}

async function write(state: ComposerState, text: string, preferences: Record<string, string> = {}) {
  await open(state, ['CREATE_SMS_MESSAGE'], preferences)
  const input = screen.getByRole('textbox')
  fireEvent.change(input, { target: { value: text } })
  return input
}

const sent = () => server.named('send').map(([, text]) => text)

it('sends by Enter and empties itself', async () => {
  const input = await write(possible, 'Hello')
  fireEvent.keyDown(input, { key: 'Enter' })
  expect(sent()).toEqual(['Hello']) // UI-29
  expect(input).toHaveProperty('value', '')
})

it('does not send by Shift+Enter, nor while an input method composes', async () => {
  const input = await write(possible, 'こんにちは')
  fireEvent.keyDown(input, { key: 'Enter', shiftKey: true })
  fireEvent.keyDown(input, { key: 'Enter', isComposing: true })
  fireEvent.keyDown(input, { key: 'Enter', keyCode: 229 })
  expect(sent()).toEqual([])
})

it('sends by Ctrl+Enter alone where that is preferred', async () => {
  const input = await write(possible, 'Hello', { send_key: 'ctrl_enter' })
  fireEvent.keyDown(input, { key: 'Enter' })
  expect(sent()).toEqual([])
  fireEvent.keyDown(input, { key: 'Enter', ctrlKey: true })
  expect(sent()).toEqual(['Hello'])
})

it('says what it sends over and as whom', async () => {
  await write(possible, '')
  expect(screen.getByText(/SMS Support/).textContent).toContain('+1 514-555-0100') // UI-31
})

it('says why nothing can be sent, sends nothing, and keeps the text', async () => {
  const reason = 'This customer has opted out of texts.'
  const input = await write({ ...possible, can_send: false, opted_out: true, reason }, 'Hello')
  expect(screen.getByText(reason)).toBeDefined()
  fireEvent.keyDown(input, { key: 'Enter' })
  expect(sent()).toEqual([])
  expect(input).toHaveProperty('value', 'Hello')
})

it('is a note where the role allows reading alone', async () => {
  await open(possible, [])
  expect(screen.getByText(/but not write in it/)).toBeDefined()
  expect(screen.queryByRole('textbox')).toBeNull()
})

it('puts a request to stop to the agent until the customer is out, or writes again', async () => {
  server.thread = [message(1, { asks_to_stop: true })]
  await write(possible, '')
  expect(screen.getByText(/may ask you to stop/)).toBeDefined()
  expect(screen.queryByRole('button', { name: 'Opt out' })).toBeNull() // he may not change contacts
  await act(async () => inbox.apply([created(message(2))]))
  expect(screen.queryByText(/may ask you to stop/)).toBeNull()
})

it('counts characters as the server does, so that an emoji is one', async () => {
  const input = await write(possible, '👋'.repeat(1601))
  fireEvent.keyDown(input, { key: 'Enter' })
  expect(sent()).toEqual([])
  const fits = '👋'.repeat(1600)
  fireEvent.change(input, { target: { value: fits } })
  fireEvent.keyDown(input, { key: 'Enter' })
  expect(sent()).toEqual([fits])
})

it('counts segments and names the character that makes the text Unicode', async () => {
  await write(possible, 'ok ж')
  expect(screen.getByText('4/70')).toBeDefined()
  expect(screen.getByText('ж')).toBeDefined()
})

const by = (id: string, position: number) =>
  created(message(position, { direction: 'outbound', user: { id, name: `The ${id}`, extension: '' } }))

it('holds a text back once where a colleague replied while it was written', async () => {
  const input = await write(possible, 'Hello')
  await act(async () => inbox.apply([by('colleague', 2)]))
  fireEvent.keyDown(input, { key: 'Enter' })
  fireEvent.keyDown(input, { key: 'Enter', repeat: true })
  expect(sent()).toEqual([]) // UI-18
  expect(screen.getByText(/The colleague replied while you were writing/)).toBeDefined()
  expect(input).toHaveProperty('value', 'Hello')
  fireEvent.keyDown(input, { key: 'Enter' })
  expect(sent()).toEqual(['Hello'])
  expect(screen.queryByText(/replied while you were writing/)).toBeNull()
})

it('holds nothing back for what was there before the writing, nor for what oneself or the customer wrote', async () => {
  server.thread = [by('colleague', 1).message as Message]
  const input = await write(possible, 'Hello')
  await act(async () => inbox.apply([by('me', 2), created(message(3))]))
  fireEvent.keyDown(input, { key: 'Enter' })
  expect(sent()).toEqual(['Hello'])
})
