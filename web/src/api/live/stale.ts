import type { QueryClient, QueryFilters } from '@tanstack/react-query'
import { sessionKey } from '../session'
import { type LiveEvent, touches } from './events'

/** Marks what the events touch as stale; what is on the page is read again, the rest when it is next wanted. */
export function markStale(queries: QueryClient, events: LiveEvent[]): void {
  const words = new Set<string>(events.flatMap(({ type }) => touches[type] ?? []))
  for (const word of words) void readAgain(queries, { queryKey: [word] })
}

/** Anything may have changed: everything but who is logged in is read again. */
export async function allStale(queries: QueryClient): Promise<void> {
  await readAgain(queries, { predicate: ({ queryKey }) => queryKey[0] !== sessionKey[0] })
}

/** A first reading that is still on its way may have been answered before the event: it is given up and begun anew. */
async function readAgain(queries: QueryClient, which: QueryFilters): Promise<void> {
  await queries.cancelQueries(which)
  await queries.invalidateQueries(which)
}
