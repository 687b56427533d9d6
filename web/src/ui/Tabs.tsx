import { Tabs as MantineTabs } from '@mantine/core'
import type { ReactNode } from 'react'

export interface Tab {
  id: string
  label: string
  content: () => ReactNode
}

interface Props {
  label: string
  tabs: Tab[]
  value: string
  onChange: (id: string) => void
}

/** Views of one thing; only the open one is drawn. Arrows move between the tabs. */
export function Tabs({ label, tabs, value, onChange }: Props) {
  return (
    <MantineTabs value={value} onChange={(id) => id && onChange(id)} keepMounted={false}>
      <MantineTabs.List aria-label={label}>
        {tabs.map(({ id, label: name }) => (
          <MantineTabs.Tab key={id} value={id}>
            {name}
          </MantineTabs.Tab>
        ))}
      </MantineTabs.List>
      {tabs.map(({ id, content }) => (
        <MantineTabs.Panel key={id} value={id} pt={16}>
          {content()}
        </MantineTabs.Panel>
      ))}
    </MantineTabs>
  )
}
