import { Trans, useLingui } from '@lingui/react/macro'
import { type ReactNode, useRef, useState } from 'react'
import { usePaged } from '@/api/paged'
import { usePreference } from '@/api/session'
import type { SavedView } from '@/api/types'
import { nothing, type Selection } from '@/lib/selection'
import { useAction } from '../actions/registry'
import { Button } from '../Button'
import { type Column, DataTable } from '../DataTable'
import { EmptyState } from '../EmptyState'
import { ErrorNote } from '../ErrorNote'
import { Loading } from '../Loading'
import { SearchField } from '../SearchField'
import { type Address, columnsOf, filtersOf } from './address'
import { ColumnsMenu } from './ColumnsMenu'
import { type Filter, Filters } from './Filters'
import styles from './list.module.css'
import { SelectedBar } from './SelectedBar'
import { useArchiveMany } from './useArchiveMany'
import type { Chosen } from './useBulkEdit'
import { ViewsMenu } from './ViewsMenu'

export interface ListColumn<T> extends Column<T> {
  /** As saved views call it. */
  id: SavedView['columns'][number]
  header: string
  /** Shown only when it is chosen. */
  optional?: boolean
}

/** What is drawn to change the rows that are selected. */
export interface BulkForm {
  chosen: Chosen
  nameOf: (id: string) => string
  onClose: () => void
  onDone: () => void
}

interface Props<T> {
  subject: SavedView['subject']
  label: string
  searchLabel: string
  /** The first is the name: it is always shown. */
  columns: [ListColumn<T>, ...ListColumn<T>[]]
  filters: Filter[]
  address: Address
  /** Changes parts of the address. */
  onChange: (change: Address) => void
  onOpen: (row: T) => void
  icon: React.ComponentProps<typeof EmptyState>['icon']
  /** What the place is for, where it holds nothing at all. */
  empty: ReactNode
  /** How things are found here, where nothing was. */
  hint: ReactNode
  /** Left out for those who may not. */
  bulk?: (form: BulkForm) => ReactNode
  mayArchive: boolean
}

/** A list of accounts or contacts: searched, filtered, ordered and chosen from; all of it stands in the address. */
export function ListView<T extends { id: string; name: string }>(props: Props<T>) {
  const { subject, columns, filters, address, onChange, onOpen, bulk } = props
  const top = useRef<HTMLDivElement>(null)
  const [remembered, remember] = usePreference(`columns.${subject}`, '')
  const [selection, setSelection] = useState<Selection>(nothing)
  const archiving = useArchiveMany(subject)
  const params = filters.map(({ param }) => param)
  const { q = '' } = address
  const filter = { ...filtersOf(address, params), ...(q ? { q } : {}) }
  // What is searched for comes by how well it matches.
  const sort = q ? undefined : address.sort
  const list = usePaged<T>([subject], `/${subject}`, { ...filter, sort })
  const [first, ...rest] = columns
  const shown = columnsOf(address.columns ?? remembered, rest)
  const nameOf = (id: string) => list.rows.find((row) => row.id === id)?.name ?? id
  useAction('list.search', {
    run: () => top.current?.querySelector<HTMLInputElement>('input[type=search]')?.focus(),
  })
  const set = (change: Address) => {
    setSelection(nothing)
    onChange(change)
  }
  const chooseColumns = (ids: string[]) => {
    remember(ids.join(','))
    onChange({ columns: undefined })
  }
  const narrowed = Object.keys(filter).length > 0
  return (
    <div className={styles.stack} ref={top}>
      <div className={styles.bar}>
        <SearchField label={props.searchLabel} value={q} onSearch={(text) => set({ q: text || undefined })} />
        <ViewsMenu subject={subject} params={params} address={address} columns={shown} onOpen={set} />
        <ColumnsMenu columns={rest} shown={shown} onChange={chooseColumns} />
      </div>
      <Filters filters={filters} address={address} onChange={set} />
      {selection.ids.size > 0 ? (
        <SelectedBar
          ids={[...selection.ids]}
          filter={filter}
          everything={list.more !== undefined && list.rows.every(({ id }) => selection.ids.has(id))}
          archived={address.archived === 'only'}
          onArchive={props.mayArchive ? archiving.archive : undefined}
          nameOf={nameOf}
          bulk={bulk}
          onClear={() => setSelection(nothing)}
        />
      ) : null}
      {archiving.error ? <ErrorNote error={archiving.error} /> : null}
      {list.error ? <ErrorNote error={list.error} onRetry={list.retry} /> : null}
      {list.loading ? <Loading /> : null}
      {list.loading || list.error ? null : (
        <DataTable
          label={props.label}
          columns={[first, ...rest.filter(({ id }) => shown.includes(id))]}
          rows={list.rows}
          rowKey={({ id }) => id}
          onOpen={onOpen}
          onMore={list.more}
          loadingMore={list.loadingMore}
          sorting={q ? undefined : { sort: address.sort, onSort: (next) => set({ sort: next }) }}
          choosing={
            bulk || props.mayArchive
              ? { selection, onSelect: setSelection, nameOf: ({ name }) => name }
              : undefined
          }
          empty={
            narrowed ? (
              <NothingFound
                q={q}
                icon={props.icon}
                onAll={() => set(Object.fromEntries([...params, 'q'].map((name) => [name, undefined])))}
              >
                {props.hint}
              </NothingFound>
            ) : (
              props.empty
            )
          }
        />
      )}
    </div>
  )
}

interface NothingProps {
  q: string
  icon: React.ComponentProps<typeof EmptyState>['icon']
  onAll: () => void
  /** How things are found here. */
  children: ReactNode
}

/** Instead of rows, where the list holds some but none that was asked for. */
function NothingFound({ q, icon, onAll, children }: NothingProps) {
  const { t } = useLingui()
  return (
    <EmptyState
      icon={icon}
      title={q ? t`Nothing found for “${q}”` : t`Nothing fits these filters`}
      action={
        <Button onClick={onAll}>
          <Trans>Show all</Trans>
        </Button>
      }
    >
      {q ? children : <Trans>Take one of them away to see more.</Trans>}
    </EmptyState>
  )
}
