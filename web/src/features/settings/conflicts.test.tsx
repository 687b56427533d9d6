import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { fireEvent, render, screen } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { newQueryClient } from '@/api/queries'
import { sessionKey } from '@/api/session'
import type { CustomField, SavedView } from '@/api/types'
import { EntryDialog } from '@/ui/journal/EntryDialog'
import { ViewDialog } from '@/ui/list/ViewDialog'
import { ChoiceDialog } from './ChoiceDialog'
import { CustomFieldDialog } from './CustomFieldDialog'

const at = '2026-03-01T12:00:00Z'
const own = {
  account_id: 'a1',
  author: { id: 'u1', name: 'Jake' },
  contact: null,
  created_at: at,
  updated_at: at,
}
const note = { ...own, id: 'r1', text: 'Old', version: 1 }
const tag = { id: 'r1', name: 'Old', version: 1 }
const field: CustomField = { ...tag, owner: 'account', key: 'old', type: 'text', choices: [] }
const view: SavedView = {
  ...tag,
  subject: 'accounts',
  shared: false,
  own: true,
  owner: own.author,
  filter: {},
  columns: [],
  sort: '',
}
const tags = {
  list: 'contact-tags',
  label: 'Tags',
  hint: '',
  add: 'Add tag',
  subject: 'CONTACT_TAG',
} as const

let said: { version: number }[]
let row: object

beforeEach(() => {
  said = []
  vi.stubGlobal('fetch', async (_: string, { method, body }: { method: string; body: string }) => {
    if (method === 'GET') return Response.json(row)
    const change = JSON.parse(body)
    said.push(change)
    const conflict = { status: 409, code: 'version_conflict', title: 'Conflict', detail: 'Load it again.' }
    return change.version === 2
      ? Response.json({ ...row, ...change })
      : Response.json(conflict, { status: 409 })
  })
})

afterEach(() => vi.unstubAllGlobals())

function show(dialog: ReactNode) {
  const queries = newQueryClient()
  queries.setQueryData(sessionKey, { id: 'u1', preferences: {}, permissions: ['SHARE_VIEW'] })
  render(
    <I18nProvider i18n={i18n}>
      <MantineProvider>
        <QueryClientProvider client={queries}>{dialog}</QueryClientProvider>
      </MantineProvider>
    </I18nProvider>,
  )
}

const close = () => {}

it.each([
  [
    'a note',
    'text',
    note,
    <EntryDialog key="1" kind="notes" about={{ account_id: 'a1' }} entry={note} onClose={close} />,
  ],
  ['a choice', 'name', tag, <ChoiceDialog key="2" kind={tags} choice={tag} onClose={close} />],
  [
    'a custom field',
    'name',
    field,
    <CustomFieldDialog key="3" owner="account" title="" field={field} onClose={close} />,
  ],
  [
    'a saved view',
    'name',
    view,
    <ViewDialog key="4" view={view} fresh={view} onClose={close} onSaved={close} />,
  ],
] as [string, string, object, ReactNode][])(
  'shows what somebody else wrote in %s before it is overwritten',
  async (_, name, before, dialog) => {
    row = { ...before, [name]: 'Theirs', version: 2 }
    show(dialog)
    fireEvent.change(await screen.findByDisplayValue('Old'), { target: { value: 'Mine' } })
    fireEvent.click(screen.getByRole('button', { name: 'Save' }))
    expect((await screen.findByRole('alert')).textContent).toContain('they wrote “Theirs”')
    expect(screen.queryByDisplayValue('Mine')).not.toBeNull()
    fireEvent.click(screen.getByRole('button', { name: 'Save' }))
    await vi.waitFor(() => expect(said.map(({ version }) => version)).toEqual([1, 2]))
    expect(said[1]).toMatchObject({ [name]: 'Mine' })
  },
)
