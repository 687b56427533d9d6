import plain from './favicon.svg'
import dotted from './faviconUnread.svg'

/** Shows the tab's icon with or without the red dot. */
export function badgedIcon(unread: boolean): void {
  const link = document.querySelector<HTMLLinkElement>('#favicon')
  if (link) link.href = unread ? dotted : plain
}
