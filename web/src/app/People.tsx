import { useLingui } from '@lingui/react/macro'
import { IconAntenna, IconBuilding, IconLock, IconTruck, IconUser } from '@tabler/icons-react'
import { Outlet, useLocation } from '@tanstack/react-router'
import { useCan } from '@/api/session'
import { EmptyState } from '@/ui/EmptyState'
import { Submenu } from '@/ui/Submenu'
import { AbovePeople } from './AbovePeople'

/** Contacts, accounts, network sites and vendors share one place of the rail and this menu. */
export function People() {
  const { t } = useLingui()
  const { pathname } = useLocation()
  const sites = useCan('READ_NETWORK_SITE')
  const vendors = useCan('READ_VENDOR')
  const all = [
    { to: '/contacts', label: t`People`, icon: IconUser, may: true },
    { to: '/accounts', label: t`Accounts`, icon: IconBuilding, may: true },
    { to: '/network-sites', label: t`Network sites`, icon: IconAntenna, may: sites },
    { to: '/vendors', label: t`Vendors`, icon: IconTruck, may: vendors },
  ] as const
  const barred = all.some(({ to, may }) => !may && pathname.startsWith(to))
  return (
    <Submenu title={t`Contacts`} items={all.filter(({ may }) => may)}>
      {barred ? (
        <EmptyState icon={IconLock} title={t`Your role does not show this page`}>
          {t`Ask an administrator if you need it.`}
        </EmptyState>
      ) : (
        <>
          <Outlet />
          <AbovePeople />
        </>
      )}
    </Submenu>
  )
}
