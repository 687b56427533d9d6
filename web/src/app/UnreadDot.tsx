import { useLingui } from '@lingui/react/macro'
import { useUnreadCount } from '@/features/messages/context'
import styles from './UnreadDot.module.css'

/** The red dot on the rail: something is unread. */
export function UnreadDot() {
  const { t } = useLingui()
  if (useUnreadCount() === 0) return null
  return (
    <span className={styles.dot}>
      <span className="visually-hidden">{t`(unread messages)`}</span>
    </span>
  )
}
