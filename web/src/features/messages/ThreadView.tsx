import { Trans, useLingui } from '@lingui/react/macro'
import { IconArrowDown } from '@tabler/icons-react'
import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual'
import { useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { ID } from '@/api/types'
import { useAction } from '@/ui/actions/registry'
import { useTimes } from '@/ui/format'
import { useInbox, useThread } from './context'
import { ThreadRow } from './ThreadRow'
import styles from './ThreadView.module.css'
import { type ThreadItem, threadItems } from './threadItems'
import { useNewLine } from './useNewLine'
import { useReading } from './useReading'
import { useStickyEnd } from './useStickyEnd'

/** How near to its beginning the thread asks for older messages. */
const nearStart = 8

interface Props {
  id: ID
  /** The position that the address leads to. */
  at?: number
}

/** The messages; only those in sight are in the page. Never moves what is being read. */
export function ThreadView({ id, at }: Props) {
  const { t } = useLingui()
  const inbox = useInbox()
  const times = useTimes()
  const thread = useThread(id)
  const scroller = useRef<HTMLDivElement>(null)
  const newFrom = useNewLine(id, thread)
  const items = useMemo(
    () => (newFrom === null ? [] : threadItems(thread, { newFrom, dayKey: (time) => times.dayKey(time) })),
    [thread, newFrom, times],
  )
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => estimate(items[index]),
    getItemKey: (index) => items[index]?.key ?? index,
    overscan: 8,
    anchorTo: 'end',
    followOnAppend: true,
    scrollEndThreshold: 48,
    paddingStart: 12,
    paddingEnd: 8,
  })
  const ready = useFirstPlace(virtual, items, id, at)
  useStickyEnd(virtual, scroller)
  const rows = virtual.getVirtualItems()
  const first = rows[0]?.index ?? 0
  useLayoutEffect(() => {
    if (ready && first < nearStart) void inbox.threads.loadBefore(id)
  }, [ready, first, inbox, id])
  const unseen = useReading(id, virtual, items, ready)
  const jump = () => virtual.scrollToEnd()
  useAction('conversation.latest', { run: jump })
  const away = ready && !virtual.isAtEnd(120)
  return (
    <div className={styles.frame}>
      {/* biome-ignore lint/a11y/useSemanticElements: no form, hence no fieldset */}
      <div
        ref={scroller}
        className={styles.scroller}
        role="group"
        aria-label={t`Messages`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        data-region="thread"
        data-region-entry
      >
        <div className={styles.column} style={{ height: virtual.getTotalSize() }}>
          {rows.map(({ index, key, start }) => {
            const item = items[index]
            return item ? (
              <div
                key={key}
                ref={virtual.measureElement}
                data-index={index}
                className={styles.row}
                style={{ transform: `translateY(${start}px)` }}
              >
                <ThreadRow item={item} at={at} />
              </div>
            ) : null
          })}
        </div>
      </div>
      <FloatingDay virtual={virtual} items={items} />
      {away ? <JumpButton unseen={unseen} onJump={() => jumpTo(virtual, items, unseen)} /> : null}
      {thread.loaded || newFrom !== null ? null : <div className={styles.waiting} />}
    </div>
  )
}

type Scroller = Virtualizer<HTMLDivElement, Element>

/** Scrolls, once there is something, to the message of the address, else the first unread, else the end. */
function useFirstPlace(virtual: Scroller, items: ThreadItem[], id: ID, at: number | undefined): boolean {
  const inbox = useInbox()
  const [placed, setPlaced] = useState<number | 'start' | null>(null)
  const wanted = at ?? 'start'
  useLayoutEffect(() => {
    if (items.length === 0 || placed === wanted) return
    const found = items.findIndex((item) => item.kind === 'message' && item.message.position === at)
    if (at !== undefined && found === -1 && inbox.threads.get(id).snapshot.hasBefore) {
      void inbox.threads.loadBefore(id)
      return
    }
    const line = items.findIndex(({ kind }) => kind === 'new')
    if (found >= 0) virtual.scrollToIndex(found, { align: 'center' })
    else if (line >= 0 && placed === null) virtual.scrollToIndex(Math.max(0, line - 1), { align: 'start' })
    else if (placed === null) virtual.scrollToEnd()
    setPlaced(wanted)
  }, [items, placed, wanted, at, virtual, inbox, id])
  return placed === wanted
}

/** The first press goes to the 'New messages' line where that lies below, the second to the end. */
function jumpTo(virtual: Scroller, items: ThreadItem[], unseen: number): void {
  const line = items.findIndex(({ kind }) => kind === 'new')
  const lastSeen = virtual.range?.endIndex ?? 0
  if (unseen > 0 && line > lastSeen) virtual.scrollToIndex(line, { align: 'start' })
  else virtual.scrollToEnd()
}

function JumpButton({ unseen, onJump }: { unseen: number; onJump: () => void }) {
  const { t } = useLingui()
  return (
    <button type="button" className={styles.jump} onClick={onJump} aria-label={t`Jump to latest message`}>
      <IconArrowDown size={18} />
      {unseen > 0 ? (
        <span className={styles.unseen}>
          <Trans>{unseen} new</Trans>
        </span>
      ) : null}
    </button>
  )
}

/** The day of what is at the top, above the messages while its own line is out of sight. */
function FloatingDay({ virtual, items }: { virtual: Scroller; items: ThreadItem[] }) {
  const times = useTimes()
  const top = virtual.range?.startIndex ?? 0
  const item = items[top]
  if (!item || item.kind === 'day' || items.length === 0 || top === 0) return null
  const at =
    item.kind === 'new' ? null : item.kind === 'outbox' ? item.item.created_at : item.message.created_at
  if (!at) return null
  return (
    <div className={styles.floating} aria-hidden="true">
      <span className={styles.day}>{times.day(at)}</span>
    </div>
  )
}

/** A guess at the height until the row was measured; near enough that the scrollbar does not jump. */
function estimate(item: ThreadItem | undefined): number {
  if (!item || item.kind === 'day') return 44
  if (item.kind === 'new' || item.kind === 'system') return 36
  const text = item.kind === 'outbox' ? item.item.text : item.message.text
  const lines = text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / 68)), 0)
  return 16 + lines * 20 + (item.group.last ? 29 : 0)
}
