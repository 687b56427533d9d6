import { useLingui } from '@lingui/react/macro'
import {
  IconAntennaBars5,
  IconInfoCircle,
  IconListCheck,
  IconShieldLock,
  IconUsers,
} from '@tabler/icons-react'
import { Outlet } from '@tanstack/react-router'
import { useMe } from '@/api/session'
import { Submenu, type SubmenuItem } from '@/ui/Submenu'

/** The settings: a menu of what this user may see, and the page chosen. */
export function SettingsPage() {
  const { t } = useLingui()
  const { permissions } = useMe()
  const all: (SubmenuItem & { needs?: string })[] = [
    { to: '/settings/channels', label: t`Channels`, icon: IconAntennaBars5, needs: 'READ_CHANNEL' },
    { to: '/settings/users', label: t`Users`, icon: IconUsers, needs: 'READ_USER' },
    { to: '/settings/roles', label: t`Roles`, icon: IconShieldLock, needs: 'READ_USER' },
    { to: '/welcome', label: t`First steps`, icon: IconListCheck, needs: 'CREATE_CHANNEL' },
    { to: '/settings/about', label: t`About`, icon: IconInfoCircle },
  ]
  const items = all.filter(({ needs }) => !needs || permissions.includes(needs))
  return (
    <Submenu title={t`Settings`} items={items}>
      <Outlet />
    </Submenu>
  )
}
