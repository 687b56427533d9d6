import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import type { ImportPlan, ImportPreview, ImportRow } from '@/api/types'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { ErrorNote } from '@/ui/ErrorNote'
import { SelectField, SwitchField } from '@/ui/Field'
import styles from './import.module.css'
import { PreviewTable } from './PreviewTable'
import { ReadingFields } from './ReadingFields'
import { useImportWords } from './useImportWords'

/** What the columns are and what becomes of who is there, with the first rows as they would become. */
export function PlanForm({ row, onAnother }: { row: ImportRow; onAnother: () => void }) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const [plan, setPlan] = useState<ImportPlan>(row.plan)
  const preview = useQuery<ImportPreview, Problem>({
    queryKey: ['imports', row.id, 'preview', row.encoding, row.separator, plan],
    queryFn: ({ signal }) => http.post<ImportPreview>(`/imports/${row.id}/preview`, plan, { signal }),
    placeholderData: (before) => before,
  })
  const start = useMutation<ImportRow, Problem, 'check' | 'start'>({
    mutationFn: (deed) => http.post<ImportRow>(`/imports/${row.id}/${deed}`, plan),
    onSettled: () => queries.invalidateQueries({ queryKey: ['imports'] }),
  })
  return (
    <Card title={t`What the columns are`} hint={<FileFacts row={row} />}>
      <ReadingFields row={row} onRead={(now) => setPlan(now.plan)} />
      <div className={styles.fields}>
        <SelectField
          label={t`Who is there already`}
          description={t`The same Parley ID, number or email address, the same account number.`}
          data={[
            { value: 'skip', label: t`Skip the row` },
            { value: 'update', label: t`Update with what the row says` },
            { value: 'create', label: t`Make another one` },
          ]}
          value={plan.duplicates}
          onChange={(value) => setPlan({ ...plan, duplicates: value as ImportPlan['duplicates'] })}
        />
        {row.kind === 'contacts' ? (
          <SwitchField
            label={t`Make accounts that are not there yet`}
            checked={plan.make_accounts}
            onChange={(event) => setPlan({ ...plan, make_accounts: event.currentTarget.checked })}
          />
        ) : null}
      </div>
      {preview.data ? (
        <PreviewTable
          row={row}
          preview={preview.data}
          targets={plan.targets}
          onTargets={(targets) => setPlan({ ...plan, targets })}
        />
      ) : null}
      {preview.error ? <ErrorNote error={preview.error} /> : null}
      {start.error ? <ErrorNote error={start.error} /> : null}
      <div className={styles.acts}>
        <Button kind="quiet" onClick={onAnother}>
          <Trans>Another file</Trans>
        </Button>
        <Button loading={start.isPending} onClick={() => start.mutate('check')}>
          <Trans>Try all rows</Trans>
        </Button>
        <Button kind="primary" loading={start.isPending} onClick={() => start.mutate('start')}>
          <Trans>Import</Trans>
        </Button>
      </div>
    </Card>
  )
}

function FileFacts({ row }: { row: ImportRow }) {
  const { whose } = useImportWords()
  const { total } = row.rows
  return (
    <>
      <bdi>{row.name}</bdi>: <Plural value={total} one="# row" other="# rows" />. {whose(row)}
    </>
  )
}
