import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import type { ImportRow } from '@/api/types'
import { ErrorNote } from '@/ui/ErrorNote'
import { SelectField } from '@/ui/Field'
import { Notice } from '@/ui/Notice'
import styles from './import.module.css'

const encodings = [
  { value: 'utf-8', label: 'UTF-8' },
  { value: 'utf-16le', label: 'UTF-16 LE' },
  { value: 'utf-16be', label: 'UTF-16 BE' },
  { value: 'windows-1252', label: 'Windows-1252' },
  { value: 'iso-8859-1', label: 'ISO-8859-1' },
  { value: 'iso-8859-15', label: 'ISO-8859-15' },
]
const separators: Record<string, string> = { ',': 'comma', ';': 'semicolon', '\t': 'tab' }

interface Props {
  row: ImportRow
  /** The file was read anew: its columns and what they are may be others. */
  onRead: (row: ImportRow) => void
}

/** How the file is read, as it was recognised, to choose otherwise. */
export function ReadingFields({ row, onRead }: Props) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const read = useMutation<ImportRow, Problem, { encoding: string; separator?: string }>({
    mutationFn: (how) => http.patch<ImportRow>(`/imports/${row.id}`, how),
    onSuccess: (now) => {
      onRead(now)
      queries.setQueryData<ImportRow[]>(['imports'], (all) =>
        all?.map((each) => (each.id === now.id ? now : each)),
      )
    },
  })
  const encoding = encodings.find((each) => each.value === row.encoding)?.label
  const line = row.broken_line
  return (
    <>
      <div className={styles.fields}>
        <SelectField
          label={t`Encoding`}
          data={encodings}
          value={row.encoding}
          disabled={read.isPending}
          onChange={(value) => read.mutate({ encoding: value ?? 'utf-8' })}
        />
        {row.format === 'csv' ? (
          <SelectField
            label={t`Separator`}
            data={[
              { value: 'comma', label: t`comma` },
              { value: 'semicolon', label: t`semicolon` },
              { value: 'tab', label: t`tab` },
            ]}
            value={separators[row.separator] ?? null}
            disabled={read.isPending}
            onChange={(value) => read.mutate({ encoding: row.encoding, separator: value ?? undefined })}
          />
        ) : null}
      </div>
      {line > 0 ? (
        <Notice tone="warn" live>
          <Trans>
            Line {line} has characters that cannot be read as {encoding}. Rows with such characters are
            refused; if there are many, choose another encoding.
          </Trans>
        </Notice>
      ) : null}
      {read.error ? <ErrorNote error={read.error} /> : null}
    </>
  )
}
