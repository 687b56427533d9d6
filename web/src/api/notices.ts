import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { http } from './http'
import type { Problem } from './problem'
import type { UnreadNotices } from './types'

/** Entries by their ids, those about something, or all of a tab up to one. */
export type WhatIsRead = { ids: string[] } | { subject_id: string } | { tab: string; up_to: string }

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

/** Marks as read what is told of something that the user has before him now. */
export function useSeen(subject: string | undefined) {
  const { notifications, alerts } = useUnreadNotices()
  const { mutate } = useReadNotices()
  const unread = notifications + alerts
  useEffect(() => {
    if (subject === undefined || unread === 0) return
    const look = () => document.visibilityState === 'visible' && mutate({ subject_id: subject })
    look()
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [subject, unread, mutate])
}
