import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { Button } from './Button'
import styles from './DataTable.module.css'

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
}

/**
 * A table whose sorting, filtering and paging are the server's. Sticky head. With onOpen a row opens by click or by
 * Enter; put the row's name as a link or button in the first cell too, so that it can be reached by Tab.
 */
export function DataTable<T>({ label, columns, rows, rowKey, onOpen, onMore, loadingMore, empty }: Props<T>) {
  if (rows.length === 0 && empty) return <div className={styles.empty}>{empty}</div>
  return (
    <div className={styles.frame}>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.id}
                scope="col"
                style={{ width: column.width }}
                data-wide={column.wide}
                data-align={column.align}
              >
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={rowKey(row)} row={row} columns={columns} onOpen={onOpen} />
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

interface RowProps<T> {
  row: T
  columns: Column<T>[]
  onOpen?: (row: T) => void
}

function Row<T>({ row, columns, onOpen }: RowProps<T>) {
  const open = onOpen && ((event: React.MouseEvent) => opensRow(event) && onOpen(row))
  return (
    <tr onClick={open} data-opens={Boolean(onOpen)}>
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
