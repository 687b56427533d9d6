import { useLingui } from '@lingui/react/macro'
import { IconCheck } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { NoticeRow } from '@/api/types'
import { useTimes } from '@/ui/format'
import { IconButton } from '@/ui/IconButton'
import styles from './notices.module.css'
import { told, useNoticeWords } from './useNoticeWords'

interface Props {
  row: NoticeRow
  onRead: () => void
  /** The link was followed. */
  onFollow: () => void
}

/** One notice: what happened, how long ago, and the way there, which reads it. */
export function Entry({ row, onRead, onFollow }: Props) {
  const { t } = useLingui()
  const times = useTimes()
  const { title, text, to } = useNoticeWords()(told(row))
  const follow = () => {
    if (!row.read) onRead()
    onFollow()
  }
  return (
    <li className={styles.entry} data-unread={!row.read}>
      <Link {...to} className={styles.link} onClick={follow}>
        <span className={styles.title} dir="auto">
          {row.read ? null : <span className="visually-hidden">{t`Unread:`} </span>}
          {title}
        </span>
        {text ? <span className={styles.text}>{text}</span> : null}
        <time className={styles.age} dateTime={row.at} title={times.stamp(row.at)}>
          {times.ago(row.at)}
        </time>
      </Link>
      {row.read ? null : <IconButton icon={IconCheck} label={t`Mark as read`} side="left" onClick={onRead} />}
    </li>
  )
}
