import { Trans, useLingui } from '@lingui/react/macro'
import { Menu } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import type { Address } from './address'
import styles from './list.module.css'

/** One way to narrow a list: a parameter of the API and what it may be. */
export interface Filter {
  param: string
  label: string
  options: { value: string; label: string }[]
}

interface Props {
  filters: Filter[]
  address: Address
  onChange: (change: Address) => void
}

/** The filters as chips, each with a menu of what it may be. What is set stands in the address. */
export function Filters({ filters, address, onChange }: Props) {
  const { t } = useLingui()
  const set = filters.filter(({ param }) => address[param])
  return (
    <fieldset className={styles.filters} aria-label={t`Filters`}>
      {filters.map((filter) => (
        <FilterChip
          key={filter.param}
          filter={filter}
          value={address[filter.param]}
          onChange={(value) => onChange({ [filter.param]: value })}
        />
      ))}
      {set.length > 0 ? (
        <button
          type="button"
          className={styles.clear}
          onClick={() => onChange(Object.fromEntries(set.map(({ param }) => [param, undefined])))}
        >
          <Trans>Clear filters</Trans>
        </button>
      ) : null}
    </fieldset>
  )
}

interface ChipProps {
  filter: Filter
  value: string | undefined
  onChange: (value: string | undefined) => void
}

function FilterChip({ filter: { label, options }, value, onChange }: ChipProps) {
  const { t } = useLingui()
  const chosen = options.find((each) => each.value === value)
  const all = [{ value: '', label: t`Any` }, ...options]
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <button type="button" className={styles.chip} data-set={value !== undefined}>
          {value === undefined ? label : `${label}: ${chosen?.label ?? value}`}
          <IconChevronDown size={14} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown className={styles.menu}>
        <Menu.RadioGroup value={value ?? ''} onChange={(next) => onChange(next || undefined)}>
          {all.map((each) => (
            <Menu.RadioItem key={each.value} value={each.value} closeMenuOnClick>
              {each.label}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  )
}
