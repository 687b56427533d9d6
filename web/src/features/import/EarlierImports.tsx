import { Trans, useLingui } from '@lingui/react/macro'
import type { ImportRow } from '@/api/types'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { useTimes } from '@/ui/format'
import styles from './import.module.css'
import { useImportWords } from './useImportWords'

/** The other files of the last days, everybody's: where they stand and whose they are. */
export function EarlierImports({ rows, onOpen }: { rows: ImportRow[]; onOpen: (id: string) => void }) {
  const { t } = useLingui()
  const times = useTimes()
  const { states, whose } = useImportWords()
  if (rows.length === 0) return null
  return (
    <Card title={t`Other imports`} hint={<Trans>Files are kept for seven days.</Trans>}>
      <ul className={styles.earlier}>
        {rows.map((row) => (
          <li key={row.id}>
            <div className={styles.file}>
              <bdi className={styles.name}>{row.name || t`Without a name`}</bdi>
              <div className={styles.meta} title={times.stamp(row.created_at)}>
                {states[row.state]} · {whose(row)}
              </div>
            </div>
            <Button onClick={() => onOpen(row.id)} aria-label={t`Open ${row.name}`}>
              <Trans>Open</Trans>
            </Button>
          </li>
        ))}
      </ul>
    </Card>
  )
}
