import { QueryClient } from '@tanstack/react-query'
import { asProblem } from './problem'

/**
 * The conventions of reading: a query key begins with the resource as in the path (['contacts', id, 'channels']);
 * live events mark what they touch as stale by that first word (see live/touched.ts), so nothing polls.
 */
export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        refetchOnWindowFocus: false,
        retry: (count, error) => asProblem(error).transient && count < 2,
      },
      mutations: { retry: false },
    },
  })
}
