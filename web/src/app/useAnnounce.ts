import { useLingui } from '@lingui/react/macro'
import { useCallback, useRef, useState } from 'react'
import type { Conversation, Message } from '@/api/types'

/** The words for the one polite live region: who wrote, and what. Several at once become a number. */
export function useAnnounce(): [string, (message: Message, row: Conversation | undefined) => void] {
  const { t } = useLingui()
  const [words, setWords] = useState('')
  const latest = useRef(t)
  latest.current = t
  const recent = useRef({ count: 0, at: 0 })
  const announce = useCallback((message: Message, row: Conversation | undefined) => {
    const t = latest.current
    const now = Date.now()
    const { current } = recent
    current.count = now - current.at < 2000 ? current.count + 1 : 1
    current.at = now
    const count = current.count
    const name = row?.title ?? ''
    const text = message.text
    setWords(count > 1 ? t`${count} new messages` : name ? t`${name}: ${text}` : t`New message: ${text}`)
  }, [])
  return [words, announce]
}
