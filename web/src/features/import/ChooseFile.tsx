import { Trans, useLingui } from '@lingui/react/macro'
import { IconUpload } from '@tabler/icons-react'
import { useRef } from 'react'
import type { Problem } from '@/api/problem'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { ErrorNote } from '@/ui/ErrorNote'
import styles from './import.module.css'

interface Props {
  kind: 'contacts' | 'accounts'
  pending: boolean
  error: Problem | null
  onFile: (file: File) => void
}

/** The first step: a file, by its button or dropped. */
export function ChooseFile({ kind, pending, error, onFile }: Props) {
  const { t } = useLingui()
  const input = useRef<HTMLInputElement>(null)
  const take = (files: FileList | null) => {
    const file = files?.[0]
    if (file) onFile(file)
  }
  return (
    <Card
      title={t`Choose a file`}
      hint={
        kind === 'contacts' ? (
          <Trans>
            CSV with one contact a row, his account included if you like, or vCards. At most 50 MB.
          </Trans>
        ) : (
          <Trans>CSV with one account a row. At most 50 MB.</Trans>
        )
      }
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way beside the button */}
      <div
        className={styles.drop}
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault()
          take(event.dataTransfer.files)
        }}
      >
        <input
          ref={input}
          type="file"
          className={styles.hidden}
          accept=".csv,.txt,.tsv,.vcf"
          aria-label={t`File`}
          tabIndex={-1}
          onChange={(event) => {
            take(event.target.files)
            event.target.value = ''
          }}
        />
        <Button
          kind="primary"
          loading={pending}
          leftSection={<IconUpload size={16} />}
          onClick={() => input.current?.click()}
        >
          <Trans>Choose a file</Trans>
        </Button>
        <span className={styles.meta}>
          <Trans>or drop it here</Trans>
        </span>
      </div>
      {error ? <ErrorNote error={error} /> : null}
    </Card>
  )
}
