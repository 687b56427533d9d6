import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router'
import { Gate } from './Gate'
import { NotFound } from './NotFound'
import { PageError } from './PageError'
import { Shell } from './Shell'

// The one table of addresses. A page is a lazy import; it reads its own parameters and search by
// getRouteApi('/path'), so that no feature imports the app. Search is validated here.

const root = createRootRoute({ component: Gate, notFoundComponent: NotFound })

const shell = createRoute({ getParentRoute: () => root, id: 'shell', component: Shell })

const home = createRoute({
  getParentRoute: () => shell,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/messages' })
  },
})

/** What the list of conversations shows; in the address, so that a view can be shared and gone back to. */
export interface InboxSearch {
  unread?: boolean
  channel?: string
  q?: string
  /** Opens the new message, to this number or address; "" to nobody yet. */
  compose?: string
}

const messages = createRoute({
  getParentRoute: () => shell,
  path: '/messages',
  validateSearch: (search: Record<string, unknown>): InboxSearch => ({
    unread: search.unread === true || undefined,
    channel: typeof search.channel === 'string' && search.channel !== '' ? search.channel : undefined,
    q: search.q !== undefined && search.q !== '' ? String(search.q) : undefined,
    compose: search.compose !== undefined ? String(search.compose) : undefined,
  }),
  component: lazyRouteComponent(() => import('../features/messages/MessagesPage'), 'MessagesPage'),
})

const noConversation = createRoute({
  getParentRoute: () => messages,
  path: '/',
  component: lazyRouteComponent(() => import('../features/messages/NoConversation'), 'NoConversation'),
})

const conversation = createRoute({
  getParentRoute: () => messages,
  path: '$conversationId',
  validateSearch: (search: Record<string, unknown>): { at?: number } => ({
    at: typeof search.at === 'number' ? search.at : undefined,
  }),
  component: lazyRouteComponent(() => import('../features/messages/ConversationPage'), 'ConversationPage'),
})

const tree = root.addChildren([
  shell.addChildren([home, messages.addChildren([noConversation, conversation])]),
])

export function newRouter() {
  return createRouter({
    routeTree: tree,
    defaultPreload: 'intent',
    defaultErrorComponent: PageError,
    scrollRestoration: false,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof newRouter>
  }
}
