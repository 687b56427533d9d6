import { useLingui } from '@lingui/react/macro'
import { type LinkProps, useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import type { LiveEvent } from '@/api/live/events'
import { useLiveFeed } from '@/api/live/feed'
import { useMe } from '@/api/session'
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
        const news = noticesOf(events, me.id, Date.now())
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

interface Words {
  title: string
  text: string
  to: LinkProps
}

function useWords(): (kind: NoticeKind, event: LiveEvent) => Words {
  const { t } = useLingui()
  return (kind, { conversation, conversation_id: conversationId, message, subject_id: channelId }) => {
    if (kind === 'channel') {
      return {
        title: t`A channel has stopped`,
        text: t`Its settings need a look.`,
        to: { to: '/settings/channels/$channelId', params: { channelId } },
      }
    }
    const name = conversation?.title ?? ''
    return {
      title: kind === 'failed' ? t`Your message to ${name} was not sent` : name || t`New message`,
      text: message?.text ?? '',
      to: { to: '/messages/$conversationId', params: { conversationId } },
    }
  }
}
