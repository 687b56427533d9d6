import { getRouteApi } from '@tanstack/react-router'
import { useEffect } from 'react'
import { asProblem } from '@/api/problem'
import type { ID } from '@/api/types'
import { Composer } from '@/features/messages/Composer'
import { useInbox, useThread } from '@/features/messages/context'
import { ThreadView } from '@/features/messages/ThreadView'
import { ErrorNote } from '@/ui/ErrorNote'
import styles from './ContactThread.module.css'

const route = getRouteApi('/shell/people/contacts/$contactId/$conversationId')

/** A conversation opened inside Contacts: the same thread and composer as in Messages. */
export function ContactThread() {
  const { conversationId } = route.useParams()
  return <Thread key={conversationId} id={conversationId} />
}

function Thread({ id }: { id: ID }) {
  const inbox = useInbox()
  const { error, loaded } = useThread(id)
  useEffect(() => {
    inbox.open(id)
    inbox.tellPresence(id, 'viewing')
    return () => {
      inbox.open(null)
      inbox.tellPresence(id, 'none')
    }
  }, [inbox, id])
  if (error && !loaded) {
    return (
      <div className={styles.error}>
        <ErrorNote error={asProblem(error)} onRetry={() => inbox.open(id)} />
      </div>
    )
  }
  return (
    <section className={styles.thread}>
      <ThreadView id={id} />
      <Composer id={id} />
    </section>
  )
}
