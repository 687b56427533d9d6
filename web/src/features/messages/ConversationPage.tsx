import { useLingui } from '@lingui/react/macro'
import { IconMessageOff } from '@tabler/icons-react'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useSeen } from '@/api/notices'
import { asProblem } from '@/api/problem'
import type { ID } from '@/api/types'
import { useAction } from '@/ui/actions/registry'
import { EmptyState } from '@/ui/EmptyState'
import { ErrorNote } from '@/ui/ErrorNote'
import { Composer } from './Composer'
import { ContextPanel } from './ContextPanel'
import styles from './ConversationPage.module.css'
import { useInbox, useRow, useThread } from './context'
import { ThreadHeader } from './ThreadHeader'
import { ThreadView } from './ThreadView'

const route = getRouteApi('/shell/messages/$conversationId')

/** One conversation: thread, composer, and what is known of the customer. */
export function ConversationPage() {
  const { conversationId } = route.useParams()
  const { at } = route.useSearch()
  return <OpenConversation key={conversationId} id={conversationId} at={at} />
}

function OpenConversation({ id, at }: { id: ID; at?: number }) {
  const { t } = useLingui()
  const inbox = useInbox()
  const row = useRow(id)
  const { error, loaded } = useThread(id)
  useSeen(id)
  const { state: details, shown, toggle: toggleDetails, close: closeDetails } = useDetails()
  useEffect(() => {
    inbox.open(id)
    inbox.tellPresence(id, 'viewing')
    return () => {
      inbox.open(null)
      inbox.tellPresence(id, 'none')
    }
  }, [inbox, id])
  useAction('context.toggle', { run: toggleDetails })
  if (error && !loaded) {
    return asProblem(error).status === 404 ? (
      <EmptyState
        icon={IconMessageOff}
        title={t`This conversation does not exist, or is not yours to see`}
        action={<Link to="/messages">{t`Back to the list`}</Link>}
      />
    ) : (
      <div className={styles.error}>
        <ErrorNote error={error} onRetry={() => inbox.open(id)} />
      </div>
    )
  }
  return (
    <>
      <section
        className={styles.thread}
        aria-label={row ? t`Conversation with ${row.title}` : t`Conversation`}
      >
        <ThreadHeader id={id} details={shown} onDetails={toggleDetails} />
        <ThreadView id={id} at={at} />
        <Composer id={id} />
      </section>
      <ContextPanel id={id} state={details} onClose={closeDetails} />
    </>
  )
}

/** auto: shown where there is room. Opened by hand it also lies over the thread of a narrow window. */
export type DetailsState = 'auto' | 'opened' | 'closed'

const remembered = 'parley.details'
const roomy = '(min-width: 1180px)'

function useDetails() {
  const [state, setState] = useState<DetailsState>(() =>
    localStorage.getItem(remembered) === 'closed' ? 'closed' : 'auto',
  )
  const change = (to: DetailsState) => {
    setState(to)
    if (matchMedia(roomy).matches) localStorage.setItem(remembered, to)
  }
  const shown = state === 'opened' || (state === 'auto' && matchMedia(roomy).matches)
  return { state, shown, toggle: () => change(shown ? 'closed' : 'opened'), close: () => change('closed') }
}
