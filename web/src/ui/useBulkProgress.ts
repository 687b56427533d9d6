import { useQuery } from '@tanstack/react-query'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import type { BulkEdit } from '@/api/types'

const pause = 1000

/** How far a change of many rows is at the server, asked for until it is done; nothing is asked without an id. */
export function useBulkProgress(id: string | undefined) {
  return useQuery<BulkEdit, Problem>({
    queryKey: ['bulk-edits', id],
    queryFn: ({ signal }) => http.get<BulkEdit>(`/bulk-edits/${id}`, { signal }),
    enabled: id !== undefined,
    // No event tells of it.
    refetchInterval: ({ state }) => (state.data?.state === 'done' ? false : pause),
  })
}
