import { useLingui } from '@lingui/react/macro'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { http } from '@/api/http'
import type { ID, Named, Page } from '@/api/types'
import { SelectField } from './Field'
import styles from './NamedField.module.css'

interface Props {
  label: string
  /** The list to choose from, searched on the server by ?q=: "/accounts". */
  path: string
  /** Narrows what is offered. */
  query?: Record<string, string>
  value: Named | null
  onChange: (value: Named | null) => void
  error?: React.ReactNode
  /** The list is short and not searched on the server: look through it here. */
  short?: boolean
  /** It stands in something that closes when what is outside of it is pressed: what is offered stays inside. */
  inside?: boolean
  /** Not offered: an account is no part of itself. */
  except?: ID
}

const few = 20

/** Of accounts the number comes along: many are called alike. */
interface Offered extends Named {
  number?: string
}

/** Picks one thing by its name out of a list that the server searches. */
export function NamedField({ label, path, value, onChange, error, short, inside, except, query }: Props) {
  const { t } = useLingui()
  const [text, setText] = useState(value?.name ?? '')
  const wanted = short || text === value?.name ? '' : text
  const found = useQuery({
    queryKey: [path.slice(1), 'picker', wanted, query],
    queryFn: ({ signal }) =>
      http.get<Page<Offered>>(path, { query: { ...query, q: wanted, limit: few }, signal }),
    placeholderData: keepPreviousData,
  })
  const others = (found.data?.items ?? []).filter(({ id }) => id !== value?.id && id !== except)
  const offered: Offered[] = value ? [value, ...others] : others
  const choose = (id: string | null) => {
    const chosen = offered.find((each) => each.id === id)
    onChange(chosen ? { id: chosen.id, name: chosen.name } : null)
  }
  return (
    <SelectField
      label={label}
      placeholder={t`None. Type to search`}
      searchable
      data-autofocus={inside || undefined}
      clearable
      clearButtonProps={{ 'aria-label': t`Clear: ${label}` }}
      filter={short ? undefined : ({ options }) => options}
      nothingFoundMessage={t`Nothing found`}
      data={offered.map(({ id, name }) => ({ value: id, label: name }))}
      renderOption={({ option }) => (
        <span className={styles.option}>
          <span dir="auto">{option.label}</span>
          <span className={styles.number}>{offered.find(({ id }) => id === option.value)?.number}</span>
        </span>
      )}
      value={value?.id ?? null}
      onChange={choose}
      searchValue={text}
      onSearchChange={setText}
      error={error}
      {...(inside ? { comboboxProps: { withinPortal: false, transitionProps: { duration: 0 } } } : {})}
    />
  )
}
