import { useLingui } from '@lingui/react/macro'
import type { ImportPreview, ImportRow } from '@/api/types'
import { fromServer } from '@/locales/server/fromServer'
import { SelectField } from '@/ui/Field'
import styles from './import.module.css'

interface Props {
  row: ImportRow
  preview: ImportPreview
  targets: string[]
  onTargets: (targets: string[]) => void
}

/** The first rows below what each column is. */
export function PreviewTable({ row, preview, targets, onTargets }: Props) {
  const { t } = useLingui()
  const choices = [
    { value: '', label: t`Leave out` },
    ...preview.targets.map(({ key, label }) => ({ value: key, label })),
  ]
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={styles.frame} tabIndex={0} aria-label={t`The first rows`}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th>{t`Would be`}</th>
            {row.columns.map((column, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns never move, and two may have one name
              <th key={at}>
                <SelectField
                  label={column || t`Without a name`}
                  data={choices}
                  value={targets[at] ?? ''}
                  searchable
                  onChange={(value) => onTargets(targets.map((each, n) => (n === at ? (value ?? '') : each)))}
                />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {preview.rows.map((shown) => (
            <tr key={shown.row} data-deed={shown.deed}>
              <td>
                <Deed shown={shown} columnOf={(target) => row.columns[targets.indexOf(target)] ?? ''} />
              </td>
              {row.columns.map((_, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: as above
                <td key={at} data-out={targets[at] === '' || undefined} dir="auto">
                  {shown.cells[at] ?? ''}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

interface DeedProps {
  shown: ImportPreview['rows'][number]
  /** How the file calls the column that a target is, if one is it. */
  columnOf: (target: string) => string
}

function Deed({ shown, columnOf }: DeedProps) {
  const { t } = useLingui()
  const words = { created: t`New`, updated: t`Updated`, skipped: t`Skipped`, failed: t`Refused` }
  return (
    <>
      <strong>{words[shown.deed]}</strong>
      {shown.there ? <div className={styles.meta}>{t`There already: ${shown.there.name}`}</div> : null}
      {shown.faults.map((fault) => (
        <div key={`${fault.target}${fault.code}`} className={styles.fault}>
          {columnOf(fault.target) ? <bdi>{columnOf(fault.target)}: </bdi> : null}
          {fromServer(fault.message, fault.code)}
        </div>
      ))}
    </>
  )
}
