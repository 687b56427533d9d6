import { Trans, useLingui } from '@lingui/react/macro'
import { useMemo, useState } from 'react'
import { useMe } from '@/api/session'
import { fromServer } from '@/locales/server/fromServer'
import { Card } from '@/ui/Card'
import { ErrorNote } from '@/ui/ErrorNote'
import { CheckboxField } from '@/ui/Field'
import { Loading } from '@/ui/Loading'
import { SearchField } from '@/ui/SearchField'
import { acts, found, type GridGroup, type GridRow, grid, ruleOf } from './permissionGrid'
import { usePermissionWords } from './permissionWords'
import { usePermissionTable } from './roleQueries'
import styles from './roles.module.css'

interface Props {
  held: string[]
  /** Left out where the role can only be read. */
  onChange?: (held: string[]) => void
}

/** What a role permits, in groups; each thing is a row with what may be done with it. */
export function PermissionGrid({ held, onChange }: Props) {
  const { t } = useLingui()
  const say = usePermissionWords()
  const table = usePermissionTable()
  const [query, setQuery] = useState('')
  const groups = useMemo(() => grid(table.data ?? []), [table.data])
  const words = ({ subject, single }: GridRow) => `${say.subject(subject)} ${single ? say.act(single) : ''}`
  const shown = found(groups, query, words)
  const set = useMemo(() => new Set(held), [held])
  if (table.error) return <ErrorNote error={table.error} onRetry={() => void table.refetch()} />
  if (table.isPending) return <Loading />
  return (
    <>
      <div className={styles.search}>
        <SearchField label={t`Search permissions`} value={query} onSearch={setQuery} />
        <span className={styles.count} role="status">
          <Trans>
            {held.length} of {table.data.length} allowed
          </Trans>
        </span>
      </div>
      {shown.length === 0 ? (
        <p className={styles.hint}>
          <Trans>No permission has these words.</Trans>
        </p>
      ) : null}
      <div className={styles.groups}>
        {shown.map((group) => (
          <Group key={group.name} group={group} held={set} onChange={onChange} />
        ))}
      </div>
    </>
  )
}

interface GroupProps {
  group: GridGroup
  held: ReadonlySet<string>
  onChange?: (held: string[]) => void
}

function Group({ group, held, onChange }: GroupProps) {
  const { t } = useLingui()
  const say = usePermissionWords()
  const used = acts.filter((act) => group.rows.some(({ cells }) => cells[act]))
  return (
    <Card title={fromServer(group.name)}>
      <table className={styles.grid}>
        {used.length > 0 ? (
          <thead>
            <tr>
              <th scope="col">
                <span className="visually-hidden">{t`Thing`}</span>
              </th>
              {used.map((act) => (
                <th key={act} scope="col">
                  {say.act(`${act}_`)}
                </th>
              ))}
            </tr>
          </thead>
        ) : null}
        <tbody>
          {group.rows.map((row) => (
            <Row key={row.single ?? row.subject} row={row} columns={used} held={held} onChange={onChange} />
          ))}
        </tbody>
      </table>
    </Card>
  )
}

interface RowProps {
  row: GridRow
  columns: readonly (typeof acts)[number][]
  held: ReadonlySet<string>
  onChange?: (held: string[]) => void
}

function Row({ row, columns, held, onChange }: RowProps) {
  const say = usePermissionWords()
  const rule = ruleOf(row, held)
  if (row.single) {
    return (
      <tr>
        <td colSpan={columns.length + 1}>
          <Box
            name={row.single}
            label={`${say.act(row.single)}: ${say.subject(row.subject)}`}
            visible
            held={held}
            onChange={onChange}
          />
        </td>
      </tr>
    )
  }
  return (
    <tr>
      <th scope="row" className={styles.subject}>
        {say.subject(row.subject)}
        {rule ? <RuleNote rule={rule} /> : null}
      </th>
      {columns.map((act) => {
        const name = row.cells[act]
        return (
          <td key={act} data-idle={rule === 'idle' && act !== 'READ'}>
            {name ? (
              <Box
                name={name}
                label={`${say.act(name)}: ${say.subject(row.subject)}`}
                held={held}
                onChange={onChange}
              />
            ) : null}
          </td>
        )
      })}
    </tr>
  )
}

/** What the choice comes to. The server goes by the same rules. */
function RuleNote({ rule }: { rule: 'idle' | 'deleteAlone' }) {
  return (
    <span className={styles.rule} role="status">
      {rule === 'idle' ? (
        <Trans>Counts for nothing without See.</Trans>
      ) : (
        <Trans>Without Change, lists show Delete alone.</Trans>
      )}
    </span>
  )
}

interface BoxProps {
  name: string
  label: string
  /** The label stands beside the box. */
  visible?: boolean
  held: ReadonlySet<string>
  onChange?: (held: string[]) => void
}

/** Nobody grants what he does not hold: such a box can be seen, not changed. */
function Box({ name, label, visible, held, onChange }: BoxProps) {
  const { t } = useLingui()
  const mine = useMe().permissions.includes(name)
  const checked = held.has(name)
  const change = (on: boolean) => onChange?.(on ? [...held, name] : [...held].filter((each) => each !== name))
  return (
    <CheckboxField
      size="xs"
      checked={checked}
      disabled={!onChange || !mine}
      label={visible ? label : undefined}
      aria-label={visible ? undefined : label}
      title={mine ? name : t`${name}: you do not hold this yourself, so you cannot grant it.`}
      onChange={(event) => change(event.currentTarget.checked)}
    />
  )
}
