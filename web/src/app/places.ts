import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import { IconMessages } from '@tabler/icons-react'
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
]
