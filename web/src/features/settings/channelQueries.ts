import { useQuery } from '@tanstack/react-query'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import type { Channel, ChannelKind, ID, Page } from '@/api/types'

export function useChannelKinds() {
  return useQuery<ChannelKind[], Problem>({
    queryKey: ['channel-kinds'],
    queryFn: async ({ signal }) => (await http.get<Page<ChannelKind>>('/channel-kinds', { signal })).items,
    staleTime: Number.POSITIVE_INFINITY,
  })
}

export function useChannel(id: ID) {
  return useQuery<Channel, Problem>({
    queryKey: ['channels', id],
    queryFn: ({ signal }) => http.get<Channel>(`/channels/${id}`, { signal }),
  })
}
