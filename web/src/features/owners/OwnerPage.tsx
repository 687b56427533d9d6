import { Trans, useLingui } from '@lingui/react/macro'
import { IconArrowLeft, IconPencil, IconTrash } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import type { Owner } from '@/api/types'
import { Button } from '@/ui/Button'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import { ErrorNote } from '@/ui/ErrorNote'
import { IconButton } from '@/ui/IconButton'
import { Loading } from '@/ui/Loading'
import { NotThere } from '@/ui/NotThere'
import { notify } from '@/ui/notify'
import { PageBody, PageHeader } from '@/ui/Page'
import { PeopleOf } from '@/ui/PeopleOf'
import { OwnerDialog } from './OwnerDialog'
import styles from './owners.module.css'
import { type Kind, useOwnerKind } from './useOwnerKind'

export const NetworkSitePage = () => <OnePage kind="network_site" />

export const VendorPage = () => <OnePage kind="vendor" />

/** One network site or vendor: what is noted of it, and its people. */
function OnePage({ kind }: { kind: Kind }) {
  const { ownerId = '' } = useParams({ strict: false })
  const { path, resource, words } = useOwnerKind(kind)
  const owner = useQuery<Owner, Problem>({
    queryKey: [resource, ownerId],
    queryFn: ({ signal }) => http.get<Owner>(`${path}/${ownerId}`, { signal }),
  })
  const back = (
    <Link className={styles.back} to={path}>
      <IconArrowLeft size={16} />
      {words.all}
    </Link>
  )
  if (owner.error?.status === 404) return <NotThere problem={owner.error} back={back} />
  return (
    <PageBody>
      {back}
      {owner.error ? <ErrorNote error={owner.error} onRetry={() => void owner.refetch()} /> : null}
      {owner.isPending ? <Loading /> : null}
      {owner.data ? (
        <>
          <PageHeader title={owner.data.name} actions={<Acts kind={kind} owner={owner.data} />} />
          {owner.data.note ? (
            <p className={styles.text} dir="auto">
              {owner.data.note}
            </p>
          ) : null}
          <PeopleOf owner={{ kind, id: owner.data.id, name: owner.data.name }} />
        </>
      ) : null}
    </PageBody>
  )
}

function Acts({ kind, owner }: { kind: Kind; owner: Owner }) {
  const { t } = useLingui()
  const { path, resource, words, mayChange, mayDelete } = useOwnerKind(kind)
  const [open, setOpen] = useState<'edit' | 'delete' | null>(null)
  const navigate = useNavigate()
  const queries = useQueryClient()
  const remove = useMutation<void, Problem>({
    mutationFn: () => http.delete(`${path}/${owner.id}`),
    onSuccess: async () => {
      await navigate({ to: path })
      queries.removeQueries({ queryKey: [resource, owner.id] })
      void queries.invalidateQueries({ queryKey: [resource] })
      notify.done(t`${owner.name} was deleted.`)
    },
  })
  return (
    <>
      {mayChange ? (
        <Button leftSection={<IconPencil size={16} />} onClick={() => setOpen('edit')}>
          <Trans>Edit</Trans>
        </Button>
      ) : null}
      {mayDelete ? (
        <IconButton icon={IconTrash} label={words.remove} onClick={() => setOpen('delete')} />
      ) : null}
      {open === 'edit' ? <OwnerDialog kind={kind} owner={owner} onClose={() => setOpen(null)} /> : null}
      <ConfirmDialog
        title={t`Delete ${owner.name}?`}
        opened={open === 'delete'}
        onClose={() => setOpen(null)}
        act={words.remove}
        onConfirm={() => remove.mutate()}
        pending={remove.isPending}
        error={remove.error}
      >
        <p>
          <Trans>Only one to which nobody belongs can be deleted.</Trans>
        </p>
      </ConfirmDialog>
    </>
  )
}
