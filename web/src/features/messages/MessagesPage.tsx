import { getRouteApi, Outlet, useParams } from '@tanstack/react-router'
import { lazy, Suspense, useMemo } from 'react'
import { useCan } from '@/api/session'
import { useAction } from '@/ui/actions/registry'
import { ListPane } from './ListPane'
import styles from './MessagesPage.module.css'
import { useListWidth } from './useListWidth'

const route = getRouteApi('/shell/messages')

// Dialogs come after the page.
const NewMessageDialog = lazy(() =>
  import('./NewMessageDialog').then((module) => ({ default: module.NewMessageDialog })),
)

/** The inbox: list and thread side by side; on a phone one of them, with real history between them. */
export function MessagesPage() {
  const navigate = route.useNavigate()
  const { unread, channel, q, compose } = route.useSearch()
  const filter = useMemo(() => ({ unread, channel, q }), [unread, channel, q])
  const { conversationId } = useParams({ strict: false })
  const setCompose = (wanted: string | undefined) =>
    void navigate({ to: '.', search: (before) => ({ ...before, compose: wanted }) })
  const maySend = useCan('CREATE_SMS_MESSAGE')
  useAction('message.new', { run: () => setCompose(''), enabled: maySend })
  const [width, resizer] = useListWidth()
  return (
    <div
      className={styles.page}
      data-pane={conversationId === undefined ? 'list' : 'detail'}
      style={{ '--list-width': `${width}px` }}
    >
      <ListPane filter={filter} openID={conversationId ?? null} />
      <hr className={styles.resizer} {...resizer} />
      <div className={styles.detail}>
        <Outlet />
      </div>
      <Suspense>
        <NewMessageDialog
          to={maySend ? compose : undefined}
          onSent={(id) => void navigate({ to: '/messages/$conversationId', params: { conversationId: id } })}
          onClose={() => setCompose(undefined)}
        />
      </Suspense>
    </div>
  )
}
