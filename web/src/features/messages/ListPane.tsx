import { Trans, useLingui } from '@lingui/react/macro'
import { IconEdit } from '@tabler/icons-react'
import { useNavigate, useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useCan } from '@/api/session'
import type { ID } from '@/api/types'
import { useAction, useActions } from '@/ui/actions/registry'
import { declared } from '@/ui/actions/table'
import { Button } from '@/ui/Button'
import { Tip } from '@/ui/Tip'
import { ConversationList } from './ConversationList'
import { useInbox } from './context'
import { FilterBar } from './FilterBar'
import styles from './ListPane.module.css'
import { SearchBox } from './SearchBox'
import type { Filter } from './store/filter'
import { useConversationSource } from './useConversationSource'

interface Props {
  filter: Filter
  openID: ID | null
}

/** The list's column: title, search, filters, conversations. */
export function ListPane({ filter, openID }: Props) {
  const { t } = useLingui()
  const inbox = useInbox()
  const actions = useActions()
  const canSend = useCan('CREATE_SMS_MESSAGE')
  const { unread, channel, q } = filter
  useEffect(() => void inbox.show({ unread, channel, q }), [inbox, unread, channel, q])
  useListActions(filter)
  useConversationSource()
  return (
    <section className={styles.pane} aria-label={t`Conversations`} data-region="list">
      <header className={styles.header}>
        <h1 className={styles.title}>
          <Trans>Messages</Trans>
        </h1>
        <Tip label={t`New message`} keys={declared('message.new').keys} side="bottom">
          <Button
            kind="primary"
            disabled={!canSend}
            leftSection={<IconEdit size={16} />}
            onClick={() => actions.run('message.new')}
          >
            <Trans>New</Trans>
          </Button>
        </Tip>
      </header>
      <SearchBox filter={filter} />
      <FilterBar filter={filter} />
      <ConversationList filter={filter} openID={openID} />
    </section>
  )
}

/** J, K and the filter's key. */
function useListActions(filter: Filter) {
  const inbox = useInbox()
  const navigate = useNavigate()
  const router = useRouter()
  const step = (by: 1 | -1) => {
    // The newest address, not the one drawn last: keys may come faster than pages.
    const openID = router.latestLocation.pathname.split('/')[2] ?? null
    const id = inbox.rows.neighbour(inbox.rows.view(filter), openID, by)
    if (id) void navigate({ to: '/messages/$conversationId', params: { conversationId: id }, search: filter })
  }
  useAction('conversation.next', { run: () => step(1) })
  useAction('conversation.previous', { run: () => step(-1) })
  useAction('conversation.unread', {
    run: () => void navigate({ to: '.', search: { ...filter, unread: filter.unread ? undefined : true } }),
  })
}
