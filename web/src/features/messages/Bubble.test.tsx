import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { render, screen } from '@testing-library/react'
import type { ReactNode } from 'react'
import { expect, it, vi } from 'vitest'
import { newQueryClient } from '@/api/queries'
import { sessionKey } from '@/api/session'
import { FormatProvider } from '@/ui/format'
import { MessageBubble } from './Bubble'
import { InboxProvider } from './context'
import { Inbox } from './store/inbox'
import { FakeServer, ManualTime, MemoryDrafts, MemoryOutbox } from './testkit/fakeServer'
import { message } from './testkit/samples'

vi.mock('@tanstack/react-router', () => ({
  Link: ({ children }: { children: ReactNode }) => <span>{children}</span>,
}))

function show(purpose: string, permissions = ['CREATE_SMS_MESSAGE']) {
  const time = new ManualTime()
  const inbox = new Inbox({
    me: 'me',
    server: new FakeServer(),
    outbox: new MemoryOutbox(),
    drafts: new MemoryDrafts(),
    schedule: (run) => run(),
    now: time.now,
    newID: () => 'client-1',
    after: time.after,
    tellPresence: () => {},
    incoming: () => {},
  })
  const queries = newQueryClient()
  queries.setQueryData(sessionKey, { user: { id: 'me' }, preferences: {}, permissions })
  const failed = { ...message(1), direction: 'outbound' as const, state: 'failed' as const, purpose }
  render(
    <I18nProvider i18n={i18n}>
      <MantineProvider>
        <QueryClientProvider client={queries}>
          <FormatProvider zone="UTC">
            <InboxProvider value={inbox}>
              <MessageBubble message={failed} group={{ first: true, last: true }} marked={false} />
            </InboxProvider>
          </FormatProvider>
        </QueryClientProvider>
      </MantineProvider>
    </I18nProvider>,
  )
}

it('offers to send again what failed, but never the answer to a keyword', () => {
  show('conversational')
  expect(screen.getAllByRole('button', { name: 'Retry' })).toHaveLength(1)
  show('confirmation')
  expect(screen.getAllByRole('button', { name: 'Retry' })).toHaveLength(1)
  show('conversational', [])
  expect(screen.getAllByRole('button', { name: 'Retry' })).toHaveLength(1)
})
