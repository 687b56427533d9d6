import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { http, upload } from '@/api/http'
import type { Problem } from '@/api/problem'
import type { ImportRow } from '@/api/types'
import { ErrorNote } from '@/ui/ErrorNote'
import { Loading } from '@/ui/Loading'
import { PageBody, PageHeader } from '@/ui/Page'
import { ChooseFile } from './ChooseFile'
import { ImportProgress } from './ImportProgress'
import { PlanForm } from './PlanForm'

type Kind = 'contacts' | 'accounts'

export const ContactImportPage = () => <ImportPage kind="contacts" />
export const AccountImportPage = () => <ImportPage kind="accounts" />

/** From a file to its rows in the hub: choose it, say what its columns are, try, import. One may leave and come back. */
function ImportPage({ kind }: { kind: Kind }) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const [anew, setAnew] = useState(false)
  const list = useQuery<ImportRow[], Problem>({
    queryKey: ['imports'],
    queryFn: async ({ signal }) => (await http.get<{ items: ImportRow[] }>('/imports', { signal })).items,
  })
  const take = useMutation<ImportRow, Problem, File>({
    mutationFn: (file) =>
      upload('/imports', file, {
        kind,
        name: file.name,
        format: /\.vcf$/i.test(file.name) ? 'vcard' : 'csv',
      }),
    onSuccess: (made) => {
      queries.setQueryData<ImportRow[]>(['imports'], (all) => [made, ...(all ?? [])])
      setAnew(false)
    },
  })
  const { import: wanted } = useSearch({ strict: false })
  const all = list.data?.filter((each) => each.kind === kind)
  const last = anew ? undefined : (all?.find((each) => each.id === wanted) ?? all?.[0])
  return (
    <PageBody>
      <PageHeader title={kind === 'contacts' ? t`Import contacts` : t`Import accounts`}>
        <Trans>From a file of another program. Nothing is changed before you say so.</Trans>
      </PageHeader>
      {list.error ? <ErrorNote error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isPending ? <Loading /> : null}
      {list.data && !last ? (
        <ChooseFile
          kind={kind}
          pending={take.isPending}
          error={take.error}
          onFile={(file) => take.mutate(file)}
        />
      ) : null}
      {last ? <Stage row={last} onAnother={() => setAnew(true)} /> : null}
    </PageBody>
  )
}

function Stage({ row, onAnother }: { row: ImportRow; onAnother: () => void }) {
  const ready = row.state === 'ready' || row.state === 'checked'
  return (
    <>
      {row.state === 'ready' ? null : <ImportProgress row={row} onAnother={onAnother} />}
      {ready ? <PlanForm key={row.id} row={row} onAnother={onAnother} /> : null}
    </>
  )
}
