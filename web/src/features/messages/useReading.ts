import type { Virtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import type { ID } from '@/api/types'
import { useInbox } from './context'
import type { ThreadItem } from './threadItems'

/** Marks as read what comes into view while the window has the focus; gives how many inbound messages did not yet. */
export function useReading(
  id: ID,
  virtual: Virtualizer<HTMLDivElement, Element>,
  items: ThreadItem[],
  ready: boolean,
): number {
  const inbox = useInbox()
  const focused = useFocused()
  const seen = useRef(0)
  const bottom = ready ? lastPosition(items, virtual.range?.endIndex ?? -1) : 0
  useEffect(() => {
    if (!focused || bottom === 0) return
    seen.current = Math.max(seen.current, bottom)
    inbox.markRead(id, bottom)
  }, [inbox, id, bottom, focused])
  return countInboundAfter(items, Math.max(seen.current, bottom))
}

function lastPosition(items: ThreadItem[], from: number): number {
  for (let i = Math.min(from, items.length - 1); i >= 0; i--) {
    const item = items[i]
    if (item?.kind === 'message' || item?.kind === 'system') return item.message.position
  }
  return 0
}

function countInboundAfter(items: ThreadItem[], position: number): number {
  let count = 0
  for (let i = items.length - 1; i >= 0; i--) {
    const item = items[i]
    if (item?.kind !== 'message') continue
    if (item.message.position <= position) return count
    if (item.message.direction === 'inbound') count++
  }
  return count
}

function useFocused(): boolean {
  return useSyncExternalStore(watchFocus, () => document.hasFocus())
}

function watchFocus(changed: () => void): () => void {
  window.addEventListener('focus', changed)
  window.addEventListener('blur', changed)
  return () => {
    window.removeEventListener('focus', changed)
    window.removeEventListener('blur', changed)
  }
}
