import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { IconDownload } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { downloadAddress, http } from '@/api/http'
import { useSeen } from '@/api/notices'
import type { Problem } from '@/api/problem'
import type { ImportRow } from '@/api/types'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { ErrorNote } from '@/ui/ErrorNote'
import { Notice } from '@/ui/Notice'
import styles from './import.module.css'
import { useImportWords } from './useImportWords'

/** How far a check or an import is, and what came of it. */
export function ImportProgress({ row, onAnother }: { row: ImportRow; onAnother: () => void }) {
  const { i18n } = useLingui()
  const queries = useQueryClient()
  const cancel = useMutation<ImportRow, Problem>({
    mutationFn: () => http.post<ImportRow>(`/imports/${row.id}/cancel`),
    onSettled: () => queries.invalidateQueries({ queryKey: ['imports'] }),
  })
  const busy = row.state === 'checking' || row.state === 'running'
  useSeen(busy ? undefined : row.id)
  const { states: titles, whose } = useImportWords()
  const { total } = row.rows
  const done = i18n.number(row.rows.done)
  return (
    <Card title={titles[row.state]} hint={`${row.name} · ${whose(row)}`}>
      {busy ? (
        <>
          <progress className={styles.bar} max={total} value={row.rows.done} aria-label={titles[row.state]} />
          <p className={styles.meta} role="status">
            <Trans>
              {done} of <Plural value={total} one="# row" other="# rows" />. You may leave this page.
            </Trans>
          </p>
        </>
      ) : null}
      <Counts row={row} />
      {row.state === 'failed' ? (
        <Notice tone="warn">
          <Trans>
            Something went wrong on our side; the rows up to here are in. Tell your administrator.
          </Trans>
        </Notice>
      ) : null}
      <div className={styles.acts}>
        {busy ? (
          <Button loading={cancel.isPending} onClick={() => cancel.mutate()}>
            <Trans>Cancel</Trans>
          </Button>
        ) : null}
        {!busy && row.faults_path ? (
          <Button
            leftSection={<IconDownload size={16} />}
            onClick={() =>
              window.location.assign(downloadAddress(row.faults_path, { language: i18n.locale }))
            }
          >
            <Plural
              value={row.rows.failed}
              one="Download the refused row"
              other="Download the # refused rows"
            />
          </Button>
        ) : null}
        {busy || row.state === 'checked' ? null : (
          <Button kind="primary" onClick={onAnother}>
            <Trans>Import another file</Trans>
          </Button>
        )}
      </div>
      {cancel.error ? <ErrorNote error={cancel.error} /> : null}
    </Card>
  )
}

function Counts({ row }: { row: ImportRow }) {
  const { t, i18n } = useLingui()
  const counts: [string, number][] = [
    [t`New`, row.rows.created],
    [t`Updated`, row.rows.updated],
    [t`Skipped`, row.rows.skipped],
    [t`Refused`, row.rows.failed],
  ]
  return (
    <dl className={styles.counts}>
      {counts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd className="tabular">{i18n.number(value)}</dd>
        </div>
      ))}
    </dl>
  )
}
