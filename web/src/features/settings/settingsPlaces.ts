import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import {
  IconAdjustmentsHorizontal,
  IconAntennaBars5,
  IconBuildingStore,
  IconHistory,
  IconInfoCircle,
  IconListCheck,
  IconListDetails,
  IconShieldLock,
  IconUsers,
} from '@tabler/icons-react'
import type { SubmenuItem } from '@/ui/Submenu'
import { listChanges } from './listKinds'

export interface SettingsPlace extends Omit<SubmenuItem, 'label'> {
  label: MessageDescriptor
  /** Any of these permissions shows it; without one it is for everybody. */
  needs?: string[]
}

/** The menu of the settings, in its order. */
export const settingsPlaces: SettingsPlace[] = [
  {
    to: '/settings/general',
    label: msg`General`,
    icon: IconAdjustmentsHorizontal,
    needs: ['UPDATE_SYSTEM_SETTINGS'],
  },
  {
    to: '/settings/companies',
    label: msg`Companies`,
    icon: IconBuildingStore,
    needs: ['CREATE_COMPANY', 'UPDATE_COMPANY', 'DELETE_DEPARTMENT'],
  },
  { to: '/settings/lists', label: msg`Lists and fields`, icon: IconListDetails, needs: listChanges },
  { to: '/settings/channels', label: msg`Channels`, icon: IconAntennaBars5, needs: ['READ_CHANNEL'] },
  { to: '/settings/users', label: msg`Users`, icon: IconUsers, needs: ['READ_USER'] },
  { to: '/settings/roles', label: msg`Roles`, icon: IconShieldLock, needs: ['READ_USER'] },
  { to: '/settings/audit', label: msg`Audit trail`, icon: IconHistory, needs: ['READ_ALL_LOGS'] },
  { to: '/welcome', label: msg`First steps`, icon: IconListCheck, needs: ['CREATE_CHANNEL'] },
  { to: '/settings/about', label: msg`About`, icon: IconInfoCircle },
]

/** Whether who holds the permissions sees the place. */
export function shows(place: { needs?: string[] }, permissions: string[]): boolean {
  return !place.needs || place.needs.some((name) => permissions.includes(name))
}
