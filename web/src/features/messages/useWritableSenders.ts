import { useQuery } from '@tanstack/react-query'
import { http } from '@/api/http'
import type { ChannelKind, Page, Sender } from '@/api/types'

/** Our own numbers and mailboxes that may write first, and the kinds of channel that they are of. */
export function useWritableSenders(): { senders: Sender[]; kinds: ChannelKind[] } {
  const senders = useQuery({
    queryKey: ['senders'],
    queryFn: ({ signal }) => http.get<Page<Sender>>('/senders', { signal }),
  })
  const kinds = useQuery({
    queryKey: ['channel-kinds'],
    queryFn: ({ signal }) => http.get<Page<ChannelKind>>('/channel-kinds', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const known = kinds.data?.items ?? []
  const starts = (kind: string) => known.find((each) => each.kind === kind)?.starts !== false
  const usable = (senders.data?.items ?? []).filter(({ enabled, kind }) => enabled && starts(kind))
  return { senders: usable, kinds: known }
}
