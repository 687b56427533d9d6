import { useLingui } from '@lingui/react/macro'
import { IconBuilding, IconUser } from '@tabler/icons-react'
import { Outlet } from '@tanstack/react-router'
import { Submenu } from '@/ui/Submenu'

/** Contacts and accounts share one place of the rail and this menu. */
export function People() {
  const { t } = useLingui()
  const items = [
    { to: '/contacts', label: t`People`, icon: IconUser },
    { to: '/accounts', label: t`Accounts`, icon: IconBuilding },
  ] as const
  return (
    <Submenu title={t`Contacts`} items={[...items]}>
      <Outlet />
    </Submenu>
  )
}
