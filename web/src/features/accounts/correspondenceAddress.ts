import type { Query } from '@/api/http'
import type { Times } from '@/lib/times'

/** What is shown of a correspondence, in the address of the page; days as "2026-11-30". */
export interface CorrespondenceAddress {
  entry?: string
  direction?: string
  contact?: string
  since?: string
  until?: string
}

/** The address without any of it. */
export const everything: CorrespondenceAddress = {
  entry: undefined,
  direction: undefined,
  contact: undefined,
  since: undefined,
  until: undefined,
}

export const correspondenceWords = ['entry', 'direction', 'contact', 'since', 'until'] as const

export function narrowed(address: CorrespondenceAddress): boolean {
  return correspondenceWords.some((word) => address[word])
}

const day = /^\d{4}-\d{2}-\d{2}$/

/** What the server is asked for: both days are shown whole, in the zone of the reader. */
export function queryOf(address: CorrespondenceAddress, times: Pick<Times, 'startOf'>): Query {
  const { entry, direction, contact, since, until } = address
  return {
    journal: true,
    ...(entry ? { entry } : {}),
    ...(direction ? { direction } : {}),
    ...(contact ? { contact_id: contact } : {}),
    ...(isDay(since) ? { since: times.startOf(since) } : {}),
    ...(isDay(until) ? { until: times.startOf(until, 1) } : {}),
  }
}

/** Whether somebody has typed a day that there is. */
function isDay(text: string | undefined): text is string {
  return text !== undefined && day.test(text) && !Number.isNaN(Date.parse(text))
}
