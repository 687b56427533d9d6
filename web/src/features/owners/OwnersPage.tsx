import { Trans, useLingui } from '@lingui/react/macro'
import { IconPlus } from '@tabler/icons-react'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { usePaged } from '@/api/paged'
import type { Owner } from '@/api/types'
import { ownerPaths } from '@/lib/owner'
import { useAction } from '@/ui/actions/registry'
import { Button } from '@/ui/Button'
import { type Column, DataTable } from '@/ui/DataTable'
import { EmptyState } from '@/ui/EmptyState'
import { ErrorNote } from '@/ui/ErrorNote'
import { useTimes } from '@/ui/format'
import { Loading } from '@/ui/Loading'
import { PageBody, PageHeader } from '@/ui/Page'
import { SearchField } from '@/ui/SearchField'
import { OwnerDialog } from './OwnerDialog'
import styles from './owners.module.css'
import { type Kind, useOwnerKind } from './useOwnerKind'

export const NetworkSitesPage = () => <Owners kind="network_site" />

export const VendorsPage = () => <Owners kind="vendor" />

/** All of a kind, by name. */
function Owners({ kind }: { kind: Kind }) {
  const { t } = useLingui()
  const { path, resource, words, mayCreate } = useOwnerKind(kind)
  const { q = '', create } = useSearch({ strict: false })
  const navigate = useNavigate()
  const list = usePaged<Owner>([resource], path, { q })
  const columns = useColumns(kind)
  useAction('list.search', {
    run: () => document.querySelector<HTMLInputElement>('main input[type=search]')?.focus(),
  })
  const show = (search: { q?: string; create?: true }) =>
    void navigate({ to: path, search: { q: q || undefined, ...search }, replace: !search.create })
  const add = mayCreate ? (
    <Button kind="primary" leftSection={<IconPlus size={16} />} onClick={() => show({ create: true })}>
      {words.add}
    </Button>
  ) : null
  return (
    <PageBody>
      <PageHeader title={words.title} actions={add}>
        {words.hint}
      </PageHeader>
      <div className={styles.stack}>
        <SearchField label={words.search} value={q} onSearch={(text) => show({ q: text || undefined })} />
        {list.error ? <ErrorNote error={list.error} onRetry={list.retry} /> : null}
        {list.loading ? <Loading /> : null}
        {list.loading || list.error ? null : (
          <DataTable
            label={words.title}
            columns={columns}
            rows={list.rows}
            rowKey={({ id }) => id}
            onOpen={({ id }) => void navigate({ to: `${path}/$ownerId`, params: { ownerId: id } })}
            onMore={list.more}
            loadingMore={list.loadingMore}
            empty={
              <EmptyState
                icon={words.icon}
                title={q ? t`Nothing found for “${q}”` : words.none}
                action={q ? <Button onClick={() => show({ q: undefined })}>{t`Show all`}</Button> : add}
              >
                {q ? <Trans>They are found by the words of their names.</Trans> : words.hint}
              </EmptyState>
            }
          />
        )}
      </div>
      {create && mayCreate ? <OwnerDialog kind={kind} onClose={() => show({})} /> : null}
    </PageBody>
  )
}

function useColumns(kind: Kind): Column<Owner>[] {
  const { t } = useLingui()
  const times = useTimes()
  return [
    {
      id: 'name',
      header: t`Name`,
      cell: ({ id, name }) => (
        <Link className={styles.name} to={`${ownerPaths[kind]}/$ownerId`} params={{ ownerId: id }} dir="auto">
          {name}
        </Link>
      ),
    },
    {
      id: 'note',
      header: t`Note`,
      cell: ({ note }) => (
        <span className={styles.note} dir="auto">
          {note}
        </span>
      ),
      wide: true,
    },
    {
      id: 'added',
      header: t`Added`,
      cell: ({ created_at }) => <time dateTime={created_at}>{times.date(created_at)}</time>,
      width: '120px',
    },
  ]
}
