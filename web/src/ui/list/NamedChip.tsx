import { Popover } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { http } from '@/api/http'
import type { Named } from '@/api/types'
import { NamedField } from '../NamedField'
import type { NamedFilter } from './Filters'
import styles from './list.module.css'

interface Props {
  filter: NamedFilter
  /** The id of the one that is chosen. */
  value: string | undefined
  onChange: (value: string | undefined) => void
}

/** A filter by one thing out of a list that is too long for a menu: searched by its name. */
export function NamedChip({ filter: { label, path, query }, value, onChange }: Props) {
  const [opened, setOpened] = useState(false)
  const chosen = useQuery({
    queryKey: [path.slice(1), value],
    queryFn: ({ signal }) => http.get<Named>(`${path}/${value}`, { signal }),
    enabled: value !== undefined,
  })
  const now = value !== undefined && chosen.data ? { id: value, name: chosen.data.name } : null
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" width={300} trapFocus returnFocus>
      <Popover.Target>
        <button
          type="button"
          className={styles.chip}
          data-set={value !== undefined}
          onClick={() => setOpened(!opened)}
        >
          {value === undefined ? label : `${label}: ${now?.name ?? '…'}`}
          <IconChevronDown size={14} aria-hidden="true" />
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={label}>
        <NamedField
          key={now?.id ?? ''}
          label={label}
          path={path}
          query={query}
          value={now}
          onChange={(next) => {
            setOpened(false)
            onChange(next?.id)
          }}
          inside
        />
      </Popover.Dropdown>
    </Popover>
  )
}
