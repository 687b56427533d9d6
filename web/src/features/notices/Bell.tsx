import { Plural, useLingui } from '@lingui/react/macro'
import { IconBell } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useUnreadNotices } from '@/api/notices'
import { useAction } from '@/ui/actions/registry'
import { declared } from '@/ui/actions/table'
import { Tip } from '@/ui/Tip'
import styles from './notices.module.css'

const NoticesPanel = lazy(() => import('./NoticesPanel').then((module) => ({ default: module.NoticesPanel })))

/** The button that opens the notices, with how many are unread. className is that of the rail's buttons. */
export function Bell({ className }: { className?: string }) {
  const { t, i18n } = useLingui()
  const unread = useUnreadNotices()
  const [opened, setOpened] = useState(false)
  useAction('notices.open', { icon: IconBell, run: () => setOpened(true) })
  const count = unread.notifications + unread.alerts
  const { label, keys } = declared('notices.open')
  return (
    <>
      <Tip label={i18n._(label)} keys={keys} side="right">
        <button
          type="button"
          className={className}
          aria-haspopup="dialog"
          aria-expanded={opened}
          onClick={() => setOpened(true)}
        >
          <IconBell size={22} stroke={1.6} aria-hidden="true" />
          <span className="visually-hidden">{t`Notifications`} </span>
          {count > 0 ? (
            <>
              <span className={styles.badge} aria-hidden="true">
                {count > 99 ? '99+' : count}
              </span>
              <span className="visually-hidden">
                <Plural value={count} one="(# unread)" other="(# unread)" />
              </span>
            </>
          ) : null}
        </button>
      </Tip>
      {opened ? (
        <Suspense>
          <NoticesPanel unread={unread} onClose={() => setOpened(false)} />
        </Suspense>
      ) : null}
    </>
  )
}
