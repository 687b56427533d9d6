import { Trans, useLingui } from '@lingui/react/macro'
import { IconForms, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useCustomFields } from '@/api/choices'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import type { CustomField } from '@/api/types'
import { Button } from '@/ui/Button'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import { type Column, DataTable } from '@/ui/DataTable'
import { EmptyState } from '@/ui/EmptyState'
import { ErrorNote } from '@/ui/ErrorNote'
import { IconButton } from '@/ui/IconButton'
import { Loading } from '@/ui/Loading'
import { notify } from '@/ui/notify'
import { CustomFieldDialog } from './CustomFieldDialog'
import { useMayList } from './listKinds'
import styles from './lists.module.css'
import { useFieldTypeWords } from './useFieldTypeWords'

/** What the provider wants to know of accounts and contacts besides what everybody does. */
export function CustomFieldList() {
  const { t } = useLingui()
  return (
    <div className={styles.stack}>
      <p className={styles.hint}>
        <Trans>
          What you want to know besides what everybody does: a gate code, a plan, a date of contract.
        </Trans>
      </p>
      <OwnersFields owner="account" title={t`Of accounts`} add={t`Add field of accounts`} />
      <OwnersFields owner="contact" title={t`Of contacts`} add={t`Add field of contacts`} />
    </div>
  )
}

interface OwnerProps {
  owner: CustomField['owner']
  title: string
  add: string
}

function OwnersFields({ owner, title, add }: OwnerProps) {
  const may = useMayList({ subject: 'CUSTOM_FIELD' })
  const fields = useCustomFields(owner)
  const [open, setOpen] = useState<{ deed: 'edit' | 'delete'; field?: CustomField } | null>(null)
  const columns = useColumns({
    edit: may.update ? (field) => setOpen({ deed: 'edit', field }) : undefined,
    remove: may.delete ? (field) => setOpen({ deed: 'delete', field }) : undefined,
  })
  const button = may.create ? (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setOpen({ deed: 'edit' })}>
      {add}
    </Button>
  ) : null
  const close = () => setOpen(null)
  return (
    <section className={styles.stack}>
      <div className={styles.head}>
        <h2 className={styles.title}>{title}</h2>
        {fields.data?.length ? button : null}
      </div>
      {fields.error ? <ErrorNote error={fields.error} onRetry={() => void fields.refetch()} /> : null}
      {fields.isPending ? <Loading lines={2} /> : null}
      {fields.data ? (
        <DataTable
          label={title}
          columns={columns}
          rows={fields.data}
          rowKey={({ id }) => id}
          empty={
            <EmptyState icon={IconForms} title={title} action={button}>
              <Trans>Nothing here yet.</Trans>
            </EmptyState>
          }
        />
      ) : null}
      {open?.deed === 'edit' ? (
        <CustomFieldDialog owner={owner} title={add} field={open.field} onClose={close} />
      ) : null}
      {open?.deed === 'delete' && open.field ? <DeleteField field={open.field} onClose={close} /> : null}
    </section>
  )
}

interface Acts {
  edit?: (field: CustomField) => void
  remove?: (field: CustomField) => void
}

function useColumns({ edit, remove }: Acts): Column<CustomField>[] {
  const { t } = useLingui()
  const typeWord = useFieldTypeWords()
  return [
    { id: 'name', header: t`Name`, cell: ({ name }) => <b className={styles.name}>{name}</b> },
    {
      id: 'type',
      header: t`Type`,
      cell: ({ type, choices }) => (type === 'choice' ? choices.join(', ') : typeWord(type)),
    },
    {
      id: 'key',
      header: t`In the API`,
      cell: ({ key }) => <code className={styles.key}>{key}</code>,
      wide: true,
    },
    {
      id: 'acts',
      header: '',
      width: '96px',
      align: 'end',
      cell: (field) => (
        <span className={styles.acts}>
          {edit ? (
            <IconButton
              icon={IconPencil}
              label={t`Edit ${field.name}`}
              size={16}
              onClick={() => edit(field)}
            />
          ) : null}
          {remove ? (
            <IconButton
              icon={IconTrash}
              label={t`Delete ${field.name}`}
              size={16}
              onClick={() => remove(field)}
            />
          ) : null}
        </span>
      ),
    },
  ]
}

function DeleteField({ field, onClose }: { field: CustomField; onClose: () => void }) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const remove = useMutation<void, Problem>({
    mutationFn: () => http.delete(`/custom-fields/${field.id}`),
    onSuccess: () => {
      for (const word of ['custom-fields', 'accounts', 'contacts'])
        void queries.invalidateQueries({ queryKey: [word] })
      onClose()
      notify.done(t`${field.name} was deleted.`)
    },
  })
  return (
    <ConfirmDialog
      title={t`Delete ${field.name}?`}
      opened
      onClose={onClose}
      act={t`Delete field`}
      onConfirm={() => remove.mutate()}
      pending={remove.isPending}
      error={remove.error}
    >
      <p>
        <Trans>What was filled in goes with it, and cannot be brought back.</Trans>
      </p>
    </ConfirmDialog>
  )
}
