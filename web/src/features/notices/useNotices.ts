import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import type { UnreadNotices } from '@/api/types'

/** Entries by their ids, or all of a tab up to one. */
export type WhatIsRead = { ids: string[] } | { tab: string; up_to: string }

const unreadKey = ['notices', 'unread']

/** How many notices are unread, by tab. */
export function useUnreadNotices(): UnreadNotices {
  const { data } = useQuery<UnreadNotices, Problem>({
    queryKey: unreadKey,
    queryFn: ({ signal }) => http.get('/notices/unread', { signal }),
  })
  return data ?? { notifications: 0, alerts: 0 }
}

/** Marks notices as read, for all pages of the user. */
export function useReadNotices() {
  const queries = useQueryClient()
  return useMutation<UnreadNotices, Problem, WhatIsRead>({
    mutationFn: (what) => http.post('/notices/read', what),
    onSuccess: (left) => {
      queries.setQueryData(unreadKey, left)
      void queries.invalidateQueries({ queryKey: ['notices'] })
    },
  })
}
