import { Trans, useLingui } from '@lingui/react/macro'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { type ReactNode, useRef } from 'react'
import { allOrNothing, extended, type Selection, toggled } from '@/lib/selection'
import { Button } from './Button'
import styles from './DataTable.module.css'
import { nextSort } from './list/address'
import { useRowKeys } from './useRowKeys'
import { useTooWide } from './useTooWide'

export interface Column<T> {
  id: string
  /** Words; hidden ones, for readers of the screen, over a column of buttons. */
  header: ReactNode
  cell: (row: T) => ReactNode
  /** CSS width; the rest share what is left. */
  width?: string
  /** Left out on phones. */
  wide?: boolean
  align?: 'start' | 'end'
  /** What the server calls the order by this column. */
  sort?: string
}

interface Props<T> {
  /** What the table lists, for readers of the screen. */
  label: string
  columns: Column<T>[]
  rows: T[]
  rowKey: (row: T) => string
  onOpen?: (row: T) => void
  /** There is a next page: shows "Show more". */
  onMore?: () => void
  loadingMore?: boolean
  /** Instead of rows, when there are none. */
  empty?: ReactNode
  /** The order now ("name", "-name") and how to ask for another; without it the heads are only words. */
  sorting?: { sort?: string; onSort: (sort: string | undefined) => void }
  /** Which rows are chosen, and how to choose others; nameOf says which row a box belongs to. */
  choosing?: { selection: Selection; onSelect: (selection: Selection) => void; nameOf: (row: T) => string }
}

/**
 * A table whose sorting, filtering and paging are the server's. Sticky head. With onOpen a row opens by click or by
 * Enter; put the row's name as a link or button in the first cell too, so that it can be reached by Tab. J and K go
 * from row to row; with choosing X chooses one, and Shift with it all up to there.
 */
export function DataTable<T>(props: Props<T>) {
  const { label, columns, rows, rowKey, onOpen, onMore, loadingMore, empty, sorting, choosing } = props
  const frame = useRef<HTMLDivElement>(null)
  const body = useRef<HTMLTableSectionElement>(null)
  const order = rows.map(rowKey)
  const choose = (id: string, range: boolean) =>
    choosing?.onSelect(range ? extended(choosing.selection, order, id) : toggled(choosing.selection, id))
  useRowKeys(body, { enabled: onOpen !== undefined && rows.length > 0, choose: choosing && choose })
  const tooWide = useTooWide(frame)
  if (rows.length === 0 && empty) return <div className={styles.empty}>{empty}</div>
  return (
    <div className={styles.frame} data-scrolls={tooWide} ref={frame}>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            {choosing ? (
              <AllBox
                order={order}
                selection={choosing.selection}
                onChange={() => choosing.onSelect(allOrNothing(choosing.selection, order))}
              />
            ) : null}
            {columns.map((column) => (
              <Head key={column.id} column={column} sorting={sorting} />
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          {rows.map((row) => (
            <Row
              key={rowKey(row)}
              id={rowKey(row)}
              row={row}
              columns={columns}
              onOpen={onOpen}
              box={
                choosing ? (
                  <RowBox
                    name={choosing.nameOf(row)}
                    chosen={choosing.selection.ids.has(rowKey(row))}
                    onChoose={(range) => choose(rowKey(row), range)}
                  />
                ) : null
              }
              chosen={choosing?.selection.ids.has(rowKey(row))}
            />
          ))}
        </tbody>
      </table>
      {onMore ? (
        <div className={styles.more}>
          <Button onClick={onMore} loading={loadingMore}>
            <Trans>Show more</Trans>
          </Button>
        </div>
      ) : null}
    </div>
  )
}

function Head<T>({ column, sorting }: { column: Column<T>; sorting: Props<T>['sorting'] }) {
  const { sort: name, header } = column
  const now = sorting?.sort
  const up = name !== undefined && now === name
  const down = name !== undefined && now === `-${name}`
  const Arrow = up ? IconArrowUp : IconArrowDown
  return (
    <th
      scope="col"
      style={{ width: column.width }}
      data-wide={column.wide}
      data-align={column.align}
      aria-sort={up ? 'ascending' : down ? 'descending' : undefined}
    >
      {sorting && name ? (
        <button type="button" className={styles.sort} onClick={() => sorting.onSort(nextSort(now, name))}>
          {header}
          {up || down ? <Arrow size={14} aria-hidden="true" /> : null}
        </button>
      ) : (
        header || <ActsHead />
      )}
    </th>
  )
}

function ActsHead() {
  return (
    <span className="visually-hidden">
      <Trans>What can be done</Trans>
    </span>
  )
}

interface AllProps {
  order: string[]
  selection: Selection
  onChange: () => void
}

function AllBox({ order, selection: { ids }, onChange }: AllProps) {
  const { t } = useLingui()
  const chosen = order.filter((id) => ids.has(id)).length
  return (
    <th scope="col" className={styles.box}>
      <label className={styles.boxLabel}>
        <input
          type="checkbox"
          aria-label={t`Select all that are shown`}
          checked={chosen > 0 && chosen === order.length}
          ref={(input) => {
            if (input) input.indeterminate = chosen > 0 && chosen < order.length
          }}
          onChange={onChange}
        />
      </label>
    </th>
  )
}

interface BoxProps {
  name: string
  chosen: boolean
  onChoose: (range: boolean) => void
}

function RowBox({ name, chosen, onChoose }: BoxProps) {
  const { t } = useLingui()
  return (
    <td className={styles.box}>
      <label className={styles.boxLabel}>
        <input
          type="checkbox"
          aria-label={t`Select ${name}`}
          checked={chosen}
          onChange={(event) => onChoose((event.nativeEvent as MouseEvent).shiftKey === true)}
        />
      </label>
    </td>
  )
}

interface RowProps<T> {
  id: string
  row: T
  columns: Column<T>[]
  onOpen?: (row: T) => void
  box: ReactNode
  chosen?: boolean
}

function Row<T>({ id, row, columns, onOpen, box, chosen }: RowProps<T>) {
  const open = onOpen && ((event: React.MouseEvent) => opensRow(event) && onOpen(row))
  const enter =
    onOpen &&
    ((event: React.KeyboardEvent) => {
      if (event.key === 'Enter' && event.target === event.currentTarget) onOpen(row)
    })
  return (
    <tr
      onClick={open}
      onKeyDown={enter}
      tabIndex={onOpen ? -1 : undefined}
      data-row={id}
      data-opens={Boolean(onOpen)}
      data-chosen={chosen}
    >
      {box}
      {columns.map((column) => (
        <td key={column.id} data-wide={column.wide} data-align={column.align}>
          {column.cell(row)}
        </td>
      ))}
    </tr>
  )
}

/** A click on a control inside the row, or the end of marking text, is not a click on the row. */
function opensRow(event: React.MouseEvent): boolean {
  const onControl = (event.target as HTMLElement).closest('a, button, input, label') !== null
  return !onControl && window.getSelection()?.isCollapsed !== false
}
