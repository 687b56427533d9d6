import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import { ConfirmDialog } from '../ConfirmDialog'
import type { Entry, JournalKind } from './Journal'
import styles from './journal.module.css'

interface Props {
  kind: JournalKind
  entry: Entry
  onClose: () => void
}

export function DeleteEntry({ kind, entry, onClose }: Props) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const remove = useMutation<void, Problem>({
    mutationFn: () => http.delete(`/${kind}/${entry.id}`),
    onSuccess: () => {
      for (const word of [kind, 'correspondence']) void queries.invalidateQueries({ queryKey: [word] })
      onClose()
    },
  })
  return (
    <ConfirmDialog
      title={t`Delete this entry?`}
      opened
      onClose={onClose}
      act={t`Delete`}
      onConfirm={() => remove.mutate()}
      pending={remove.isPending}
      error={remove.error}
    >
      <p>
        <Trans>It cannot be brought back.</Trans>
      </p>
      <p className={styles.text} dir="auto">
        {entry.subject || entry.text}
      </p>
    </ConfirmDialog>
  )
}
