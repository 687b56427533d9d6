import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import {
  IconAddressBook,
  IconAntenna,
  IconBuilding,
  IconDeviceMobile,
  IconMessages,
  IconSettings,
  IconTruck,
} from '@tabler/icons-react'
import type { LinkProps } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import type { ActionID } from '@/ui/actions/table'

export interface Place {
  action: ActionID
  to: NonNullable<LinkProps['to']>
  label: MessageDescriptor
  icon: ComponentType<{ size?: number | string; stroke?: number | string }>
  /** The permission without which the place is not shown. */
  needs?: string
  /** Stands at the foot of the rail. */
  foot?: boolean
  /** Where the place continues under another address. */
  also?: string[]
  /** Gone to by key and palette, but shown inside another place, not in the rail. */
  inner?: boolean
}

/** The places of the rail, in its order; the bottom bar of phones shows the same. */
export const places: Place[] = [
  {
    action: 'go.messages',
    to: '/messages',
    label: msg`Messages`,
    icon: IconMessages,
    needs: 'READ_SMS_MESSAGE',
  },
  {
    action: 'go.contacts',
    to: '/contacts',
    label: msg`Contacts`,
    icon: IconAddressBook,
    also: ['/accounts', '/network-sites', '/vendors'],
  },
  { action: 'go.accounts', to: '/accounts', label: msg`Accounts`, icon: IconBuilding, inner: true },
  {
    action: 'go.networkSites',
    to: '/network-sites',
    label: msg`Network sites`,
    icon: IconAntenna,
    needs: 'READ_NETWORK_SITE',
    inner: true,
  },
  {
    action: 'go.vendors',
    to: '/vendors',
    label: msg`Vendors`,
    icon: IconTruck,
    needs: 'READ_VENDOR',
    inner: true,
  },
  {
    action: 'go.simulator',
    to: '/simulator',
    label: msg`Simulator`,
    icon: IconDeviceMobile,
    needs: 'USE_SIMULATOR',
  },
  { action: 'go.settings', to: '/settings', label: msg`Settings`, icon: IconSettings, foot: true },
]
