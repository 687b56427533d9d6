import type { MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'

export interface Declared {
  label: MessageDescriptor
  group: MessageDescriptor
  /** "Mod+K", "Shift+E", "G M" (one after the other), "?"; Mod is Ctrl, or Cmd on a Mac. */
  keys?: string
  /** Kept out of the palette: it makes no sense there. */
  hidden?: boolean
}

const general = msg`General`
const goTo = msg`Go to`
const messages = msg`Messages`
const lists = msg`Lists`

/**
 * The one table of actions and their keys: keyboard, menus, tooltips, the palette and the '?' sheet all read it.
 * What an action does is registered by who can do it (useAction); an action nobody registered is not offered.
 */
export const table = {
  'palette.open': { label: msg`Search or run a command`, group: general, keys: 'Mod+K', hidden: true },
  'shortcuts.show': { label: msg`Show keyboard shortcuts`, group: general, keys: '?' },
  'notices.open': { label: msg`Notifications`, group: general, keys: 'Shift+N' },
  'theme.toggle': { label: msg`Switch between light and dark`, group: general, keys: 'Mod+.' },
  'density.toggle': { label: msg`Switch list density`, group: general },
  'language.toggle': { label: msg`Switch between English and French`, group: general },
  'region.next': { label: msg`Next region`, group: general, keys: 'F6', hidden: true },
  'region.previous': { label: msg`Previous region`, group: general, keys: 'Shift+F6', hidden: true },
  'session.logout': { label: msg`Log out`, group: general },
  'go.messages': { label: msg`Messages`, group: goTo, keys: 'G M' },
  'go.contacts': { label: msg`Contacts`, group: goTo, keys: 'G C' },
  'go.accounts': { label: msg`Accounts`, group: goTo, keys: 'G A' },
  'go.networkSites': { label: msg`Network sites`, group: goTo, keys: 'G N' },
  'go.vendors': { label: msg`Vendors`, group: goTo, keys: 'G V' },
  'go.simulator': { label: msg`Simulator`, group: goTo, keys: 'G I' },
  'go.profile': { label: msg`Your profile`, group: goTo, keys: 'G P' },
  'go.settings': { label: msg`Settings`, group: goTo, keys: 'G S' },
  'message.new': { label: msg`New message`, group: messages, keys: 'Shift+M' },
  'conversation.next': { label: msg`Next conversation`, group: messages, keys: 'J' },
  'conversation.previous': { label: msg`Previous conversation`, group: messages, keys: 'K' },
  'conversation.reply': { label: msg`Write a reply`, group: messages, keys: 'R' },
  'composer.return': { label: msg`Return to the reply`, group: messages, keys: 'Escape', hidden: true },
  'conversation.search': { label: msg`Search conversations`, group: messages, keys: '/' },
  'conversation.unread': { label: msg`Show unread only`, group: messages, keys: 'Shift+U' },
  'conversation.latest': { label: msg`Jump to latest message`, group: messages, keys: 'Shift+End' },
  'list.next': { label: msg`Next row`, group: lists, keys: 'J', hidden: true },
  'list.previous': { label: msg`Previous row`, group: lists, keys: 'K', hidden: true },
  'list.select': { label: msg`Select the row`, group: lists, keys: 'X', hidden: true },
  'list.extend': { label: msg`Select up to the row`, group: lists, keys: 'Shift+X', hidden: true },
  'list.search': { label: msg`Search the list`, group: lists, keys: '/' },
  'context.toggle': { label: msg`Show or hide details`, group: messages, keys: 'I' },
} as const satisfies Record<string, Declared>

export type ActionID = keyof typeof table

export const actionIDs = Object.keys(table) as ActionID[]

export function declared(id: ActionID): Declared {
  return table[id]
}
