import { Trans, useLingui } from '@lingui/react/macro'
import { IconTrash } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import type { Named } from '@/api/types'
import { Card } from '@/ui/Card'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import { ErrorNote } from '@/ui/ErrorNote'
import { IconButton } from '@/ui/IconButton'
import { notify } from '@/ui/notify'
import styles from './companies.module.css'
import { useDepartments } from './useDepartments'

/** All departments, for who may take one out of every company at once. */
export function Departments() {
  const { t } = useLingui()
  const departments = useDepartments()
  const [asked, setAsked] = useState<Named | null>(null)
  const rows = departments.data ?? []
  return (
    <Card title={t`All departments`} hint={t`A department has one name in every company.`}>
      {departments.error ? (
        <ErrorNote error={departments.error} onRetry={() => void departments.refetch()} />
      ) : null}
      {rows.length > 0 ? (
        <ul className={styles.all} aria-label={t`All departments`}>
          {rows.map((each) => (
            <li key={each.id}>
              <b>{each.name}</b>
              <IconButton
                icon={IconTrash}
                label={t`Delete ${each.name}`}
                size={16}
                onClick={() => setAsked(each)}
              />
            </li>
          ))}
        </ul>
      ) : null}
      {asked ? <DeleteDepartment department={asked} onClose={() => setAsked(null)} /> : null}
    </Card>
  )
}

function DeleteDepartment({ department: { id, name }, onClose }: { department: Named; onClose: () => void }) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const remove = useMutation<void, Problem>({
    mutationFn: () => http.delete(`/departments/${id}`),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['departments'] })
      void queries.invalidateQueries({ queryKey: ['companies'] })
      onClose()
      notify.done(t`${name} was deleted.`)
    },
  })
  return (
    <ConfirmDialog
      title={t`Delete ${name}?`}
      opened
      onClose={onClose}
      act={t`Delete`}
      onConfirm={() => remove.mutate()}
      pending={remove.isPending}
      error={remove.error}
    >
      <p>
        <Trans>It is taken out of every company.</Trans>
      </p>
    </ConfirmDialog>
  )
}
