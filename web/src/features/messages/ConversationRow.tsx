import { useLingui } from '@lingui/react/macro'
import { IconAlertCircleFilled, IconArrowBackUp } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import type { Conversation, ID } from '@/api/types'
import { Avatar } from '@/ui/Avatar'
import { ChannelGlyph } from '@/ui/ChannelGlyph'
import { useTimes } from '@/ui/format'
import styles from './ConversationRow.module.css'
import { useInbox, usePresent, useRow, useUnsent } from './context'
import type { Filter } from './store/filter'

interface Props {
  id: ID
  top: number
  height: number
  /** Its place in the list, from 1, and how many there are; -1 where the server has more. */
  place: number
  total: number
  open: boolean
  /** Tab goes into the list here. */
  entry: boolean
  filter: Filter
}

/** One row: a link, so that it opens in a tab of its own too. */
export const ConversationRow = memo(function ConversationRow(props: Props) {
  const { id, top, height, place, total, open, entry, filter } = props
  const inbox = useInbox()
  const row = useRow(id)
  const times = useTimes()
  if (!row) return null
  // Reading begins with the press: by the click the thread is often there.
  const prefetch = () => void inbox.threads.open(id)
  return (
    <li
      className={styles.item}
      style={{ transform: `translateY(${top}px)`, height }}
      aria-setsize={total}
      aria-posinset={place}
    >
      <Link
        to="/messages/$conversationId"
        params={{ conversationId: id }}
        search={filter}
        preload={false}
        onPointerDown={prefetch}
        onFocus={prefetch}
        className={styles.row}
        data-id={id}
        data-unread={row.unread > 0}
        data-compact={height < 60}
        data-region-entry={entry || undefined}
        data-open={open}
        tabIndex={entry ? 0 : -1}
      >
        <span className={styles.face}>
          <Avatar name={row.title} size={height < 60 ? 32 : 40} />
          <span className={styles.glyph}>
            <ChannelGlyph kind={row.address.kind} size={12} />
          </span>
        </span>
        <span className={styles.words}>
          <span className={styles.top}>
            <span className={styles.name} dir="auto">
              {row.title}
            </span>
            <RowFacts row={row} />
            <Present id={id} />
            <time className={styles.time} dateTime={row.last_activity_at}>
              {row.last_activity_at ? times.brief(row.last_activity_at) : ''}
            </time>
          </span>
          <span className={styles.bottom}>
            <Preview row={row} />
            {row.unread > 0 ? (
              <span aria-hidden="true" className={styles.count}>
                {row.unread}
              </span>
            ) : null}
          </span>
        </span>
      </Link>
    </li>
  )
})

function Preview({ row }: { row: Conversation }) {
  const { t } = useLingui()
  const unsent = useUnsent(row.id)
  const refused = unsent.find(({ status }) => status === 'refused')
  if (refused || row.last_state === 'failed' || row.last_state === 'insufficient_funds') {
    return (
      <span className={styles.preview} dir="auto">
        <IconAlertCircleFilled size={14} className={styles.alert} aria-hidden="true" />
        <b className={styles.danger}>{t`Not sent:`}</b> {refused?.text ?? row.preview}
      </span>
    )
  }
  if (row.draft) {
    return (
      <span className={styles.preview} dir="auto">
        <b className={styles.danger}>{t`Draft:`}</b> {row.draft}
      </span>
    )
  }
  const newest = unsent.at(-1)
  const own = newest !== undefined || row.last_direction === 'outbound'
  return (
    <span className={styles.preview} dir="auto">
      {own ? <IconArrowBackUp size={14} className={styles.answered} aria-label={t`Answered:`} /> : null}
      {newest?.text ?? row.preview}
    </span>
  )
}

function Present({ id }: { id: ID }) {
  const users = usePresent(id)
  if (users.length === 0) return null
  return (
    <span className={styles.present}>
      {users.slice(0, 2).map((user) => (
        <span key={user.id} className={styles.ring} data-state={user.state}>
          <Avatar name={user.name} size={16} />
        </span>
      ))}
    </span>
  )
}

/** What the eye sees by colour, glyph and number, for a screen reader: the row reads as one sentence. */
function RowFacts({ row }: { row: Conversation }) {
  const { t } = useLingui()
  const count = row.unread
  const unread = count > 0 ? t`${count} unread` : ''
  return (
    <span className="visually-hidden">{`, ${[row.channel.name, unread].filter(Boolean).join(', ')}, `}</span>
  )
}
