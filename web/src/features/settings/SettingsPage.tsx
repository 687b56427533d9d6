import { Trans, useLingui } from '@lingui/react/macro'
import { IconLock } from '@tabler/icons-react'
import { Outlet, useLocation } from '@tanstack/react-router'
import { useMe } from '@/api/session'
import { EmptyState } from '@/ui/EmptyState'
import { Submenu } from '@/ui/Submenu'
import { settingsPlaces, shows } from './settingsPlaces'

/** The settings: a menu of what this user may see, and the page chosen. */
export function SettingsPage() {
  const { t, i18n } = useLingui()
  const { permissions } = useMe()
  const { pathname } = useLocation()
  const here = settingsPlaces.find(({ to }) => pathname.startsWith(to))
  const items = settingsPlaces
    .filter((place) => shows(place, permissions))
    .map(({ to, label, icon }) => ({ to, label: i18n._(label), icon }))
  return (
    <Submenu title={t`Settings`} items={items}>
      {here && !shows(here, permissions) ? <NotForYou /> : <Outlet />}
    </Submenu>
  )
}

function NotForYou() {
  const { t } = useLingui()
  return (
    <EmptyState icon={IconLock} title={t`Your role does not show this page`}>
      <Trans>Ask an administrator if you need it.</Trans>
    </EmptyState>
  )
}
