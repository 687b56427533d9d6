import { useLingui } from '@lingui/react/macro'
import styles from './UnreadDot.module.css'
import { useUnread } from './useUnread'

/** The red dot on the rail: something is unread. */
export function UnreadDot() {
  const { t } = useLingui()
  if (useUnread() === 0) return null
  return (
    <span className={styles.dot}>
      <span className="visually-hidden">{t`, unread messages`}</span>
    </span>
  )
}
