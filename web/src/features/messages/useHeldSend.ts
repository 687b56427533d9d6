import { useState } from 'react'
import { useSession } from '@/api/session'
import type { ID, Message } from '@/api/types'
import { useThread } from './context'

export interface HeldSend {
  /** Who replied while this was being written; '' where nothing is held. */
  by: string
  /** Whether the text may go now. Held once for each reply that came meanwhile: asked again, it may. */
  ask: () => boolean
}

/** Holds a text back that was written before a colleague's reply was there to be read. */
export function useHeldSend(id: ID, text: string): HeldSend {
  const { messages, loaded } = useThread(id)
  const me = useSession().data?.id ?? ''
  const last = messages.at(-1)?.position ?? 0
  // Up to where the thread had come when the writing began, or when the writer was last told of a reply.
  const [seen, setSeen] = useState<number | null>(loaded ? last : null)
  const [by, setBy] = useState('')
  if (loaded && seen !== last && (seen === null || text === '')) setSeen(last)
  if (text === '' && by !== '') setBy('')
  const ask = () => {
    const name = seen === null ? '' : repliedSince(messages, seen, me)
    setBy(name)
    setSeen(last)
    return name === ''
  }
  return { by, ask }
}

/** The colleague who replied last after the position; '' where none has. */
export function repliedSince(messages: Message[], position: number, me: ID): string {
  const reply = messages.findLast(
    (each) =>
      each.position > position && each.direction === 'outbound' && each.user !== null && each.user.id !== me,
  )
  return reply?.user?.name ?? ''
}
