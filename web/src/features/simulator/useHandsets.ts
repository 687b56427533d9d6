import { useQuery } from '@tanstack/react-query'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import type { Handset, ID } from '@/api/types'

/** The customers known on a simulated channel. */
export function useHandsets(channel: ID) {
  return useQuery<Handset[], Problem>({
    queryKey: ['simulator', 'handsets', channel],
    queryFn: async ({ signal }) => {
      const query = { channel_id: channel }
      return (await http.get<{ items: Handset[] }>('/simulator/handsets', { query, signal })).items
    },
  })
}
