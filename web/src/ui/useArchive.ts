import { useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import type { Account, Contact } from '@/api/types'
import { notify } from './notify'
import { useProblemText } from './problemText'

/** Takes a row out of the lists and puts it back; each can be undone from the note that tells of it. */
export function useArchive(resource: 'accounts' | 'contacts') {
  const { t } = useLingui()
  const queries = useQueryClient()
  const say = useProblemText()
  const move = useMutation<Account | Contact, Problem, { id: string; deed: 'archive' | 'restore' }>({
    mutationFn: ({ id, deed }) => http.post(`/${resource}/${id}/${deed}`),
    onSuccess: (row, { id, deed }) => {
      queries.setQueryData([resource, id], row)
      void queries.invalidateQueries({ queryKey: [resource] })
      const archived = deed === 'archive'
      notify.undoable(archived ? t`${row.name} was archived.` : t`${row.name} was restored.`, t`Undo`, () =>
        move.mutate({ id, deed: archived ? 'restore' : 'archive' }),
      )
    },
    onError: (problem) => notify.failed(say(problem)),
  })
  return {
    archive: (id: string) => move.mutate({ id, deed: 'archive' }),
    restore: (id: string) => move.mutate({ id, deed: 'restore' }),
    pending: move.isPending,
  }
}
