import { Trans, useLingui } from '@lingui/react/macro'
import { Menu } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import type { Address } from './address'
import styles from './list.module.css'
import { NamedChip } from './NamedChip'

/** One way to narrow a list: a parameter of the API and what it may be. */
export type Filter = OptionFilter | NamedFilter

/** It may be one of a few. */
export interface OptionFilter {
  param: string
  label: string
  options: { value: string; label: string }[]
}

/** It may be the id of one of a list that the server searches: "/accounts". */
export interface NamedFilter {
  param: string
  label: string
  path: string
  /** What is offered besides what is typed: only the contacts of an account, say. */
  query?: Record<string, string>
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
      {filters.map((filter) => {
        const value = address[filter.param]
        const change = (next: string | undefined) => onChange({ [filter.param]: next })
        return 'path' in filter ? (
          <NamedChip key={filter.param} filter={filter} value={value} onChange={change} />
        ) : (
          <FilterChip key={filter.param} filter={filter} value={value} onChange={change} />
        )
      })}
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
  filter: OptionFilter
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
