import { useEffect, useState } from 'react'
import type { ID } from '@/api/types'
import { useInbox, useRow } from './context'
import type { ThreadSnapshot } from './store/thread'
import { firstUnread } from './threadItems'

/**
 * From which position on messages are new in this visit: 0 for none, null while that is not known yet. The line stays
 * where it is until the next visit; what comes in while nobody looks draws it where there was none.
 */
export function useNewLine(id: ID, thread: ThreadSnapshot): number | null {
  const row = useRow(id)
  const inbox = useInbox()
  const [newFrom, setNewFrom] = useState<number | null>(null)
  const known = thread.loaded && row !== undefined
  if (known && newFrom === null) setNewFrom(firstUnread(thread.messages, row.unread))
  useEffect(() => {
    if (newFrom !== 0 || document.hasFocus()) return
    const unread = inbox.rows.get(id)?.unread ?? 0
    if (unread > 0) setNewFrom(firstUnread(thread.messages, unread))
  }, [thread.messages, newFrom, inbox, id])
  return newFrom
}
