import { useQuery } from '@tanstack/react-query'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import type { ID, Page, Sender } from '@/api/types'

/** A channel on which the visitor can play the customer. */
export interface SimulatedChannel {
  id: ID
  name: string
  /** Our number that the customer sees and writes to. */
  number: string
}

const mostSenders = 200

/** The simulated channels, read from the senders: whoever writes may read those, but not a channel's settings. */
export function useSimulatedChannels() {
  return useQuery<SimulatedChannel[], Problem>({
    queryKey: ['senders', 'simulated'],
    queryFn: async ({ signal }) => {
      const { items } = await http.get<Page<Sender>>('/senders', { query: { limit: mostSenders }, signal })
      return simulatedChannels(items)
    },
  })
}

export function simulatedChannels(senders: Sender[]): SimulatedChannel[] {
  const found = new Map<ID, SimulatedChannel>()
  for (const { kind, channel_id, channel_name, value, default: main } of senders) {
    if (kind !== 'simulator' || (found.has(channel_id) && !main)) continue
    found.set(channel_id, { id: channel_id, name: channel_name, number: value })
  }
  return [...found.values()]
}
