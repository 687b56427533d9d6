import { Trans, useLingui } from '@lingui/react/macro'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { usePreference } from '@/api/session'
import type { ID } from '@/api/types'
import { ErrorNote } from '@/ui/ErrorNote'
import styles from './ConversationList.module.css'
import { ConversationRow } from './ConversationRow'
import { type ListState, useInbox, useList } from './context'
import { ListSkeleton } from './ListSkeleton'
import { NothingHere } from './NothingHere'
import type { Filter } from './store/filter'

interface Props {
  filter: Filter
  openID: ID | null
}

const heights = { comfortable: 68, compact: 52 }

/** The conversations, newest activity first; only those in sight are in the page. */
export function ConversationList({ filter, openID }: Props) {
  const inbox = useInbox()
  const list = useList(filter)
  const [density] = usePreference('density', 'comfortable')
  const rowHeight = density === 'compact' ? heights.compact : heights.comfortable
  if (list.ids.length === 0) {
    if (list.error) {
      return (
        <div className={styles.note}>
          <ErrorNote error={list.error} onRetry={() => void inbox.loadView(filter, true)} />
        </div>
      )
    }
    return list.started ? <NothingHere filter={filter} /> : <ListSkeleton rowHeight={rowHeight} />
  }
  return (
    <>
      {list.partial ? (
        <p className={styles.partial}>
          <Trans>Among the newest. More words find more.</Trans>
        </p>
      ) : null}
      <VirtualList key={rowHeight} filter={filter} openID={openID} list={list} rowHeight={rowHeight} />
    </>
  )
}

interface VirtualProps extends Props {
  list: ListState
  rowHeight: number
}

function VirtualList({ filter, openID, list, rowHeight }: VirtualProps) {
  const { t } = useLingui()
  const inbox = useInbox()
  const scroller = useRef<HTMLDivElement>(null)
  const { ids, hasMore } = list
  const virtual = useVirtualizer({
    count: ids.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => ids[index] ?? index,
    overscan: 8,
  })
  const items = virtual.getVirtualItems()
  const lastShown = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (hasMore && lastShown > ids.length - 20) void inbox.loadView(filter)
  }, [inbox, filter, hasMore, lastShown, ids.length])
  useEffect(() => {
    const at = openID ? inbox.rows.view(filter).ids.indexOf(openID) : -1
    if (at >= 0) virtual.scrollToIndex(at, { align: 'auto' })
  }, [openID, virtual, inbox, filter])
  const [focused, onKeyDown] = useRoving(
    ids,
    openID,
    (index) => virtual.scrollToIndex(index, { align: 'auto' }),
    scroller,
  )
  return (
    <div ref={scroller} className={styles.scroller}>
      <ul
        className={styles.list}
        style={{ height: virtual.getTotalSize() }}
        aria-label={t`Conversations`}
        onKeyDown={onKeyDown}
      >
        {items.map(({ index, key, start }) => {
          const id = ids[index]
          return id ? (
            <ConversationRow
              key={key}
              id={id}
              top={start}
              height={rowHeight}
              place={index + 1}
              total={hasMore ? -1 : ids.length}
              open={id === openID}
              entry={id === focused}
              filter={filter}
            />
          ) : null
        })}
      </ul>
    </div>
  )
}

/** One row takes part in Tab; the arrows move it. */
function useRoving(
  ids: ID[],
  openID: ID | null,
  reveal: (index: number) => void,
  list: React.RefObject<HTMLElement | null>,
) {
  const [wanted, setWanted] = useState<ID | null>(null)
  const current = [wanted, openID].find((id) => id && ids.includes(id)) ?? ids[0]
  const onKeyDown = (event: KeyboardEvent) => {
    const at = ids.indexOf(current ?? '')
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: ids.length - 1 }[event.key]
    const id = to === undefined ? undefined : ids[to]
    if (to === undefined || !id) return
    event.preventDefault()
    setWanted(id)
    reveal(to)
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(`[data-id="${id}"]`)?.focus())
  }
  return [current, onKeyDown] as const
}
