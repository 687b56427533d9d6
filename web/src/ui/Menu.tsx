import { Menu as MantineMenu } from '@mantine/core'
import type { ComponentType, ReactElement } from 'react'
import { Kbd } from './Kbd'

export interface MenuEntry {
  id: string
  label: string
  run: () => void
  icon?: ComponentType<{ size?: number | string }>
  keys?: string
  enabled?: boolean
  danger?: boolean
}

/** A menu of acts below its button. */
export function Menu({ entries, children }: { entries: MenuEntry[]; children: ReactElement }) {
  return (
    <MantineMenu position="bottom-end" withInitialFocusPlaceholder={false}>
      <MantineMenu.Target>{children}</MantineMenu.Target>
      <MantineMenu.Dropdown>
        {entries.map(({ id, label, run, icon: Icon, keys, enabled, danger }) => (
          <MantineMenu.Item
            key={id}
            onClick={run}
            disabled={enabled === false}
            color={danger ? 'red' : undefined}
            leftSection={Icon ? <Icon size={16} /> : undefined}
            rightSection={keys ? <Kbd keys={keys} /> : undefined}
          >
            {label}
          </MantineMenu.Item>
        ))}
      </MantineMenu.Dropdown>
    </MantineMenu>
  )
}
