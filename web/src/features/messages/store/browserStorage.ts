import { createStore, del, entries, set, values } from 'idb-keyval'
import type { ID } from '@/api/types'
import type { DraftStorage } from './drafts'
import type { OutboxStorage } from './sender'
import type { OutboxItem } from './thread'

/** IndexedDB, apart for each user of this browser. */
export function browserStorage(userID: ID): { outbox: OutboxStorage; drafts: DraftStorage } {
  const items = createStore(`parley-outbox-${userID}`, 'items')
  const texts = createStore(`parley-drafts-${userID}`, 'texts')
  return {
    outbox: {
      all: async () => (await safely(values<OutboxItem>(items), [])).sort(byTime),
      put: (item) => safely(set(item.client_id, item, items), undefined),
      remove: (clientID) => safely(del(clientID, items), undefined),
    },
    drafts: {
      all: () => safely(entries<ID, string>(texts), []),
      put: (id, text) => safely(set(id, text, texts), undefined),
      remove: (id) => safely(del(id, texts), undefined),
    },
  }
}

/** A browser that keeps nothing (private mode, full disk) must still send. */
async function safely<T>(work: Promise<T>, otherwise: T): Promise<T> {
  try {
    return await work
  } catch {
    return otherwise
  }
}

function byTime(a: OutboxItem, b: OutboxItem): number {
  return a.created_at < b.created_at ? -1 : 1
}
