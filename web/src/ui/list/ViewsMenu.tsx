import { Trans, useLingui } from '@lingui/react/macro'
import { Menu } from '@mantine/core'
import { IconBookmark, IconPencil, IconPlus, IconTrash, IconUsers } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import { useCan } from '@/api/session'
import type { Page, SavedView } from '@/api/types'
import { Button } from '../Button'
import { notify } from '../notify'
import { useProblemText } from '../problemText'
import { type Address, addressOf, filtersOf, shows } from './address'
import styles from './list.module.css'
import { ViewDialog } from './ViewDialog'

interface Props {
  subject: SavedView['subject']
  /** The filters that the list knows. */
  params: string[]
  address: Address
  /** The columns that are shown now. */
  columns: SavedView['columns']
  onOpen: (address: Address) => void
}

/** The saved views of a list: one's own and those that others share; and what is shown now can be saved as one. */
export function ViewsMenu({ subject, params, address, columns, onOpen }: Props) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const say = useProblemText()
  const mayShare = useCan('SHARE_VIEW')
  const [open, setOpen] = useState<SavedView | 'new' | null>(null)
  const views = useQuery<SavedView[], Problem>({
    queryKey: ['saved-views', subject],
    queryFn: async ({ signal }) =>
      (await http.get<Page<SavedView>>('/saved-views', { query: { subject }, signal })).items,
  })
  const remove = useMutation<void, Problem, SavedView>({
    mutationFn: ({ id }) => http.delete(`/saved-views/${id}`),
    onSuccess: (_, { name }) => {
      void queries.invalidateQueries({ queryKey: ['saved-views'] })
      notify.done(t`${name} was deleted.`)
    },
    onError: (problem) => notify.failed(say(problem)),
  })
  const all = views.data ?? []
  const now = all.find((view) => shows(view, address, params))
  const mine = now && (now.own || mayShare) ? now : undefined
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button leftSection={<IconBookmark size={16} />}>{now ? now.name : <Trans>Views</Trans>}</Button>
        </Menu.Target>
        <Menu.Dropdown className={styles.menu}>
          <Menu.RadioGroup value={now?.id ?? null}>
            {all.map((view) => (
              <Menu.RadioItem
                key={view.id}
                value={view.id}
                closeMenuOnClick
                rightSection={view.shared ? <IconUsers size={16} aria-label={t`Shared`} /> : undefined}
                onChange={() => onOpen(addressOf(view, params))}
              >
                {view.name}
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
          {all.length > 0 ? <Menu.Divider /> : null}
          <Menu.Item leftSection={<IconPlus size={16} />} onClick={() => setOpen('new')}>
            <Trans>Save this view…</Trans>
          </Menu.Item>
          {mine ? (
            <>
              <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => setOpen(mine)}>
                {t`Edit “${mine.name}”…`}
              </Menu.Item>
              <Menu.Item
                leftSection={<IconTrash size={16} />}
                color="red"
                onClick={() => remove.mutate(mine)}
              >
                {t`Delete “${mine.name}”`}
              </Menu.Item>
            </>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      {open ? (
        <ViewDialog
          view={open === 'new' ? undefined : open}
          fresh={{ subject, filter: filtersOf(address, params), sort: address.sort ?? '', columns }}
          onClose={() => setOpen(null)}
          onSaved={(view) => onOpen(addressOf(view, params))}
        />
      ) : null}
    </>
  )
}
