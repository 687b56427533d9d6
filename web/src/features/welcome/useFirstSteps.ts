import { useQuery } from '@tanstack/react-query'
import { http } from '@/api/http'
import { asProblem, type Problem } from '@/api/problem'
import type { Channel, Contact, Conversation, Page } from '@/api/types'

export interface FirstSteps {
  channel: boolean
  contact: boolean
  text: boolean
  /** A simulated channel and a known number, to begin with. */
  simulator: string | undefined
  number: string | undefined
}

const some = 50

/** How far a new hub has come, read from what is there: nothing is remembered, so nothing can be wrong. */
export function useFirstSteps(): { steps: FirstSteps | undefined; error: Problem | null; retry: () => void } {
  const read = useQuery<FirstSteps, Problem>({
    queryKey: ['channels', 'first-steps'],
    queryFn: async ({ signal }) => {
      const [channels, contacts, conversations] = await Promise.all([
        http.get<Page<Channel>>('/channels', { query: { limit: some }, signal }),
        http.get<Page<Contact>>('/contacts', { query: { limit: 1 }, signal }),
        http.get<Page<Conversation>>('/conversations', { query: { limit: 1 }, signal }),
      ])
      return firstSteps(channels.items, contacts.items, conversations.items)
    },
    staleTime: 0,
  })
  return {
    steps: read.data,
    error: read.error ? asProblem(read.error) : null,
    retry: () => void read.refetch(),
  }
}

export function firstSteps(
  channels: Channel[],
  contacts: Contact[],
  conversations: Conversation[],
): FirstSteps {
  return {
    channel: channels.length > 0,
    contact: contacts.length > 0,
    text: conversations.some(({ position }) => position > 0),
    simulator: channels.find(({ kind }) => kind === 'simulator')?.id,
    number: contacts[0]?.addresses.find(({ kind }) => kind === 'phone')?.value,
  }
}
