import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo, useRef } from 'react'
import { http } from '@/api/http'
import type { Contact, ID, Page } from '@/api/types'

interface Recipients {
  /** What to suggest, "Amelia Tremblay · (514) 555-0142". */
  labels: string[]
  /** The address behind a suggestion that was taken; undefined for what was typed freely. */
  addressOf: (label: string) => ID | undefined
}

/** Contacts that can be reached by the kind of address, as one types a name or a number. */
export function useRecipients(text: string, addressKind: string): Recipients {
  const [q] = useDebouncedValue(text.split(' · ')[0]?.trim() ?? '', 150)
  const taken = useRef(new Map<string, ID>())
  const { data } = useQuery({
    queryKey: ['contacts', 'search', q],
    queryFn: ({ signal }) => http.get<Page<Contact>>('/contacts', { query: { q, limit: 8 }, signal }),
    enabled: q.length > 0,
    placeholderData: keepPreviousData,
  })
  const labels = useMemo(() => {
    const found: string[] = []
    for (const { name, addresses } of data?.items ?? []) {
      for (const { id, kind, display } of addresses) {
        if (kind !== addressKind) continue
        const label = `${name} · ${display}`
        if (!found.includes(label)) found.push(label)
        taken.current.set(label, id)
      }
    }
    return found
  }, [data, addressKind])
  return { labels, addressOf: (label) => taken.current.get(label) }
}
