import { Trans, useLingui } from '@lingui/react/macro'
import {
  IconAdjustmentsHorizontal,
  IconAntennaBars5,
  IconBuildingStore,
  IconHistory,
  IconInfoCircle,
  IconListCheck,
  IconLock,
  IconShieldLock,
  IconUsers,
} from '@tabler/icons-react'
import { Outlet, useLocation } from '@tanstack/react-router'
import { useMe } from '@/api/session'
import { EmptyState } from '@/ui/EmptyState'
import { Submenu, type SubmenuItem } from '@/ui/Submenu'

/** The settings: a menu of what this user may see, and the page chosen. */
export function SettingsPage() {
  const { t } = useLingui()
  const { permissions } = useMe()
  const all: (SubmenuItem & { needs?: string })[] = [
    {
      to: '/settings/general',
      label: t`General`,
      icon: IconAdjustmentsHorizontal,
      needs: 'UPDATE_SYSTEM_SETTINGS',
    },
    { to: '/settings/companies', label: t`Companies`, icon: IconBuildingStore, needs: 'UPDATE_COMPANY' },
    { to: '/settings/channels', label: t`Channels`, icon: IconAntennaBars5, needs: 'READ_CHANNEL' },
    { to: '/settings/users', label: t`Users`, icon: IconUsers, needs: 'READ_USER' },
    { to: '/settings/roles', label: t`Roles`, icon: IconShieldLock, needs: 'READ_USER' },
    { to: '/settings/audit', label: t`Audit trail`, icon: IconHistory, needs: 'READ_ALL_LOGS' },
    { to: '/welcome', label: t`First steps`, icon: IconListCheck, needs: 'CREATE_CHANNEL' },
    { to: '/settings/about', label: t`About`, icon: IconInfoCircle },
  ]
  const { pathname } = useLocation()
  const may = ({ needs }: { needs?: string }) => !needs || permissions.includes(needs)
  const here = all.find(({ to }) => pathname.startsWith(to))
  return (
    <Submenu title={t`Settings`} items={all.filter(may)}>
      {here && !may(here) ? <NotForYou /> : <Outlet />}
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
