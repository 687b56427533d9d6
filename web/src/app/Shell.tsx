import { useLingui } from '@lingui/react/macro'
import { Outlet } from '@tanstack/react-router'
import { lazy, Suspense, useMemo } from 'react'
import { useMe } from '@/api/session'
import { FormatProvider } from '@/ui/format'
import { Badges } from './Badges'
import { ConnectionBanner } from './ConnectionBanner'
import { FenceBanner } from './FenceBanner'
import { GlobalActions } from './GlobalActions'
import { LiveProvider } from './LiveProvider'
import { Navigation } from './Navigation'
import { Notices } from './Notices'
import styles from './Shell.module.css'

// What no page needs to be seen comes after the page.
const Palette = lazy(() => import('./Palette').then((module) => ({ default: module.Palette })))
const ShortcutSheet = lazy(() =>
  import('./ShortcutSheet').then((module) => ({ default: module.ShortcutSheet })),
)

/** The frame of every page for who is logged in: rail or bottom bar, banner, palette, keys, live connection. */
export function Shell() {
  const { t } = useLingui()
  const me = useMe()
  const { currency: code, currency_digits: digits } = me.server
  const currency = useMemo(() => ({ code, digits }), [code, digits])
  return (
    <FormatProvider
      zone={me.time_zone}
      date={me.server.date_format}
      time={me.server.time_format}
      currency={currency}
    >
      <LiveProvider me={me.id}>
        <a className={styles.skip} href="#main">{t`Skip to content`}</a>
        <div className={styles.shell}>
          <Navigation />
          <div className={styles.stage}>
            <ConnectionBanner />
            <FenceBanner />
            <main id="main" className={styles.main} tabIndex={-1}>
              <Outlet />
            </main>
          </div>
        </div>
        <Badges />
        <Notices />
        <GlobalActions />
        <Suspense>
          <Palette />
          <ShortcutSheet />
        </Suspense>
      </LiveProvider>
    </FormatProvider>
  )
}
