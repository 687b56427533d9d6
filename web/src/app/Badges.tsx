import { useLingui } from '@lingui/react/macro'
import { useRouterState } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useUnreadCount } from '@/features/messages/context'
import { badgedIcon } from './badgedIcon'
import { places } from './places'

/** Keeps the tab's title, "(3) Messages", and the dot on its icon. */
export function Badges() {
  const { i18n } = useLingui()
  const unread = useUnreadCount()
  const path = useRouterState({ select: (state) => state.location.pathname })
  const place = places.find(({ to }) => path.startsWith(to))
  const name = place ? i18n._(place.label) : 'Parley'
  useEffect(() => {
    document.title = unread > 0 ? `(${unread}) ${name}` : name === 'Parley' ? name : `${name} · Parley`
  }, [unread, name])
  const dotted = unread > 0
  useEffect(() => badgedIcon(dotted), [dotted])
  return null
}
