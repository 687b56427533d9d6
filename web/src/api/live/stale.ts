import type { QueryClient } from '@tanstack/react-query'
import { type LiveEvent, touches } from './events'

/** Marks what the events touch as stale; what is on the page is read again, the rest when it is next wanted. */
export function markStale(queries: QueryClient, events: LiveEvent[]): void {
  const words = new Set<string>(events.flatMap(({ type }) => touches[type] ?? []))
  for (const word of words) void readAgain(queries, [word])
}

/** A first reading that is still on its way may have been answered before the event: it is given up and begun anew. */
async function readAgain(queries: QueryClient, queryKey: string[]): Promise<void> {
  await queries.cancelQueries({ queryKey })
  await queries.invalidateQueries({ queryKey })
}
