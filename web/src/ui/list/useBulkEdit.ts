import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import type { BulkEdit, SavedView } from '@/api/types'
import { useBulkProgress } from '../useBulkProgress'

/** Which rows: those named, or all that the list shows with these filters. */
export type Chosen = { ids: string[] } | { filter: Record<string, string> }

/** Changes many rows by one call. A large change goes on at the server, and its progress is asked for until it is done. */
export function useBulkEdit(subject: SavedView['subject'], onDone: (edit: BulkEdit) => void) {
  const queries = useQueryClient()
  const begin = useMutation<BulkEdit, Problem, { chosen: Chosen; change: Record<string, unknown> }>({
    mutationFn: ({ chosen, change }) => http.post(`/${subject}/bulk-edit`, { ...chosen, change }),
  })
  const progress = useBulkProgress(begin.data?.state === 'running' ? begin.data.id : undefined)
  const edit = progress.data ?? begin.data
  const told = useRef('')
  const done = useRef(onDone)
  done.current = onDone
  useEffect(() => {
    if (edit?.state !== 'done' || told.current === edit.id) return
    told.current = edit.id
    void queries.invalidateQueries({ queryKey: [subject] })
    done.current(edit)
  }, [edit, queries, subject])
  return {
    run: (chosen: Chosen, change: Record<string, unknown>) => begin.mutate({ chosen, change }),
    edit,
    pending: begin.isPending || edit?.state === 'running',
    error: begin.error ?? progress.error,
  }
}
