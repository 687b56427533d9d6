import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { http, upload } from '@/api/http'
import type { Problem } from '@/api/problem'
import { useMe } from '@/api/session'
import type { ImportRow } from '@/api/types'
import { ErrorNote } from '@/ui/ErrorNote'
import { Loading } from '@/ui/Loading'
import { PageBody, PageHeader } from '@/ui/Page'
import { ChooseFile } from './ChooseFile'
import { EarlierImports } from './EarlierImports'
import { ImportProgress } from './ImportProgress'
import { PlanForm } from './PlanForm'

type Kind = 'contacts' | 'accounts'

export const ContactImportPage = () => <ImportPage kind="contacts" />
export const AccountImportPage = () => <ImportPage kind="accounts" />

/** From a file to its rows in the hub: choose it, say what its columns are, try, import. One may leave and come back. */
function ImportPage({ kind }: { kind: Kind }) {
  const { t } = useLingui()
  const me = useMe()
  const queries = useQueryClient()
  // Nothing chosen: one's own newest; '': a file that is still to come.
  const [opened, setOpened] = useState<string>()
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
      setOpened(made.id)
    },
  })
  const { import: wanted } = useSearch({ strict: false })
  const chosen = opened ?? wanted
  const rows = list.data?.filter((each) => each.kind === kind) ?? []
  const shown = rows.find((each) => (chosen === undefined ? each.by?.id === me.id : each.id === chosen))
  return (
    <PageBody>
      <PageHeader title={kind === 'contacts' ? t`Import contacts` : t`Import accounts`}>
        <Trans>From a file of another program. Nothing is changed before you say so.</Trans>
      </PageHeader>
      {list.error ? <ErrorNote error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isPending ? <Loading /> : null}
      {list.data && !shown ? (
        <ChooseFile
          kind={kind}
          pending={take.isPending}
          error={take.error}
          onFile={(file) => take.mutate(file)}
        />
      ) : null}
      {shown ? <Stage key={shown.id} row={shown} onAnother={() => setOpened('')} /> : null}
      <EarlierImports rows={rows.filter((each) => each !== shown)} onOpen={setOpened} />
    </PageBody>
  )
}

function Stage({ row, onAnother }: { row: ImportRow; onAnother: () => void }) {
  const ready = row.state === 'ready' || row.state === 'checked'
  return (
    <>
      {row.state === 'ready' ? null : <ImportProgress row={row} onAnother={onAnother} />}
      {ready ? <PlanForm row={row} onAnother={onAnother} /> : null}
    </>
  )
}
