import { useLingui } from '@lingui/react/macro'
import { IconAntenna, IconTruck } from '@tabler/icons-react'
import { useMe } from '@/api/session'
import { ownerPaths } from '@/lib/owner'

/** Owners of contacts that are no customers. */
export type Kind = 'network_site' | 'vendor'

/** What the pages of a kind say, and what this user may do to it. */
export function useOwnerKind(kind: Kind) {
  const { t } = useLingui()
  const { permissions } = useMe()
  const may = (act: string) => permissions.includes(`${act}_${kind.toUpperCase()}`)
  const words = {
    network_site: {
      icon: IconAntenna,
      title: t`Network sites`,
      hint: t`Towers, cabinets and exchanges of your network, and whom to ask for there.`,
      search: t`Search network sites`,
      add: t`New network site`,
      create: t`Create network site`,
      remove: t`Delete network site`,
      all: t`All network sites`,
      none: t`No network site yet`,
    },
    vendor: {
      icon: IconTruck,
      title: t`Vendors`,
      hint: t`Who supplies and works for you, and whom to ask for there.`,
      search: t`Search vendors`,
      add: t`New vendor`,
      create: t`Create vendor`,
      remove: t`Delete vendor`,
      all: t`All vendors`,
      none: t`No vendor yet`,
    },
  }[kind]
  return {
    kind,
    path: ownerPaths[kind],
    resource: ownerPaths[kind].slice(1),
    words,
    mayCreate: may('CREATE'),
    mayChange: may('UPDATE'),
    mayDelete: may('DELETE'),
  }
}

export type OwnerKindWords = ReturnType<typeof useOwnerKind>
