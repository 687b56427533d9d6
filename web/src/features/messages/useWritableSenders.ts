import { useQuery } from '@tanstack/react-query'
import { http } from '@/api/http'
import type { Page, Sender } from '@/api/types'

/** Our own numbers and mailboxes that are in use; undefined until they are known. */
export function useWritableSenders(): Sender[] | undefined {
  const { data } = useQuery({
    queryKey: ['senders'],
    queryFn: ({ signal }) => http.get<Page<Sender>>('/senders', { signal }),
  })
  return data?.items.filter(({ enabled }) => enabled)
}
