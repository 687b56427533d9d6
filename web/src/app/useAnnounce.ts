import { useLingui } from '@lingui/react/macro'
import { useCallback, useRef, useState } from 'react'
import type { Conversation, Message } from '@/api/types'

interface Arrival {
  /** How many came in quick succession. */
  count: number
  name: string
  text: string
}

const succession = 2000

/** The words for the one polite live region: who wrote, and what. Several at once become a number. */
export function useAnnounce(): [string, (message: Message, row: Conversation | undefined) => void] {
  const { t } = useLingui()
  const [arrival, setArrival] = useState<Arrival | null>(null)
  const lastAt = useRef(0)
  const announce = useCallback((message: Message, row: Conversation | undefined) => {
    const now = Date.now()
    const joins = now - lastAt.current < succession
    lastAt.current = now
    setArrival((before) => ({
      count: joins && before ? before.count + 1 : 1,
      name: row?.title ?? '',
      text: message.text,
    }))
  }, [])
  if (!arrival) return ['', announce]
  const { count, name, text } = arrival
  if (count > 1) return [t`${count} new messages`, announce]
  return [name ? t`${name}: ${text}` : t`New message: ${text}`, announce]
}
