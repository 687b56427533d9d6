import { useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import type { LiveEvent } from '@/api/live/events'
import { useLiveFeed } from '@/api/live/feed'
import { useMe } from '@/api/session'
import { type NoticeWords, useNoticeWords } from '@/features/notices/useNoticeWords'
import { type NoticeKind, waysWanted } from '@/lib/notices'
import { notify } from '@/ui/notify'
import { chime } from './chime'
import { type Notice, noticesOf } from './noticesOf'

/** Tells the user what happens, in the ways that the profile says. */
export function Notices() {
  const feed = useLiveFeed()
  const me = useMe()
  const tell = useTell()
  const latest = useRef({ me, tell })
  latest.current = { me, tell }
  useEffect(
    () =>
      feed.subscribe((events) => {
        const { me, tell } = latest.current
        const news = noticesOf(events, Date.now())
        for (const notice of news) tell(notice)
        if (news.some(({ kind }) => waysWanted(me.preferences, kind).includes('sound'))) chime()
      }),
    [feed],
  )
  return null
}

function useTell(): (notice: Notice) => void {
  const me = useMe()
  const words = useWords()
  const navigate = useNavigate()
  return ({ kind, event }) => {
    const { title, text, to } = words(kind, event)
    const ways = waysWanted(me.preferences, kind)
    const looking = document.visibilityState === 'visible' && document.hasFocus()
    // Who has the inbox open sees the message come in.
    const shown = kind === 'message' && looking && window.location.pathname.startsWith('/messages')
    if (ways.includes('page') && !shown) notify.news(title, text)
    if (!ways.includes('browser') || looking || !mayNotify()) return
    const notification = new Notification(title, { body: text, tag: `${kind} ${event.seq}` })
    notification.onclick = () => {
      window.focus()
      void navigate(to)
    }
  }
}

function mayNotify(): boolean {
  return 'Notification' in window && Notification.permission === 'granted'
}

/** The words of a notice, or of a message that came in. */
function useWords(): (kind: NoticeKind, event: LiveEvent) => NoticeWords {
  const { t } = useLingui()
  const noticeWords = useNoticeWords()
  return (kind, { conversation, conversation_id: conversationId, message, subject_id: subject, data }) => {
    const name = conversation?.title ?? ''
    if (kind === 'message') {
      return {
        title: name || t`New message`,
        text: message?.text ?? '',
        to: { to: '/messages/$conversationId', params: { conversationId } },
      }
    }
    const said = Object.fromEntries(Object.entries(data).map(([key, value]) => [key, String(value)]))
    const words = noticeWords({ kind: said.kind ?? '', subject, name, actor: '', data: said })
    return { ...words, text: message?.text ?? words.text }
  }
}
