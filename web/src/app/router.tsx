import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router'
import type { CorrespondenceAddress } from '../features/accounts/correspondenceAddress'
import { Gate } from './Gate'
import { NotFound } from './NotFound'
import { PageError } from './PageError'
import { People } from './People'
import { Shell } from './Shell'
import { accountsSearch, contactsSearch, inboxSearch, type Search, words } from './search'

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

const messages = createRoute({
  getParentRoute: () => shell,
  path: '/messages',
  validateSearch: inboxSearch,
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
  validateSearch: (search: Search): { at?: number } => ({
    at: typeof search.at === 'number' ? search.at : undefined,
  }),
  component: lazyRouteComponent(() => import('../features/messages/ConversationPage'), 'ConversationPage'),
})

/** What opens above a page of people. */
interface AboveSearch {
  /** Opens the form of this contact. */
  edit?: string
  /** Opens a first message over this channel, to this number or address. */
  write?: string
  to?: string
}

const people = createRoute({ getParentRoute: () => shell, id: 'people', component: People })

const contacts = createRoute({
  getParentRoute: () => people,
  path: '/contacts',
  validateSearch: contactsSearch,
  component: lazyRouteComponent(() => import('../features/contacts/ContactsPage'), 'ContactsPage'),
})

/** The import that is looked at, where it is not the last one. */
const importSearch = (search: Search): { import?: string } => words(search, ['import'])

const contactImport = createRoute({
  getParentRoute: () => people,
  path: '/contacts/import',
  validateSearch: importSearch,
  component: lazyRouteComponent(() => import('../features/import/ImportPage'), 'ContactImportPage'),
})

const accountImport = createRoute({
  getParentRoute: () => people,
  path: '/accounts/import',
  validateSearch: importSearch,
  component: lazyRouteComponent(() => import('../features/import/ImportPage'), 'AccountImportPage'),
})

const contact = createRoute({
  getParentRoute: () => people,
  path: '/contacts/$contactId',
  validateSearch: (search: Search): AboveSearch => words(search, ['write', 'to']),
  component: lazyRouteComponent(() => import('../features/contacts/ContactPage'), 'ContactPage'),
})

const contactProfile = createRoute({
  getParentRoute: () => contact,
  path: '/',
  component: lazyRouteComponent(() => import('../features/contacts/ContactProfile'), 'ContactProfile'),
})

const contactThread = createRoute({
  getParentRoute: () => contact,
  path: '$conversationId',
  component: lazyRouteComponent(() => import('./ContactThread'), 'ContactThread'),
})

const accounts = createRoute({
  getParentRoute: () => people,
  path: '/accounts',
  validateSearch: accountsSearch,
  component: lazyRouteComponent(() => import('../features/accounts/AccountsPage'), 'AccountsPage'),
})

const account = createRoute({
  getParentRoute: () => people,
  path: '/accounts/$accountId',
  validateSearch: (search: Search): { tab?: string } & CorrespondenceAddress & AboveSearch =>
    words(search, ['tab', 'edit', 'entry', 'direction', 'contact', 'since', 'until']),
  component: lazyRouteComponent(() => import('../features/accounts/AccountPage'), 'AccountPage'),
})

const ownersSearch = (search: Search): { q?: string; create?: boolean } => ({
  ...words(search, ['q']),
  create: search.create === true || undefined,
})

const sites = createRoute({
  getParentRoute: () => people,
  path: '/network-sites',
  validateSearch: ownersSearch,
  component: lazyRouteComponent(() => import('../features/owners/OwnersPage'), 'NetworkSitesPage'),
})

const site = createRoute({
  getParentRoute: () => people,
  path: '/network-sites/$ownerId',
  validateSearch: (search: Search): AboveSearch => words(search, ['edit']),
  component: lazyRouteComponent(() => import('../features/owners/OwnerPage'), 'NetworkSitePage'),
})

const vendors = createRoute({
  getParentRoute: () => people,
  path: '/vendors',
  validateSearch: ownersSearch,
  component: lazyRouteComponent(() => import('../features/owners/OwnersPage'), 'VendorsPage'),
})

const vendor = createRoute({
  getParentRoute: () => people,
  path: '/vendors/$ownerId',
  validateSearch: (search: Search): AboveSearch => words(search, ['edit']),
  component: lazyRouteComponent(() => import('../features/owners/OwnerPage'), 'VendorPage'),
})

const settings = createRoute({
  getParentRoute: () => shell,
  path: '/settings',
  component: lazyRouteComponent(() => import('../features/settings/SettingsPage'), 'SettingsPage'),
})

const settingsHome = createRoute({
  getParentRoute: () => settings,
  path: '/',
  component: lazyRouteComponent(() => import('../features/settings/SettingsHome'), 'SettingsHome'),
})

const channels = createRoute({
  getParentRoute: () => settings,
  path: 'channels',
  component: lazyRouteComponent(() => import('../features/settings/ChannelsPage'), 'ChannelsPage'),
})

const channel = createRoute({
  getParentRoute: () => settings,
  path: 'channels/$channelId',
  component: lazyRouteComponent(() => import('../features/settings/ChannelPage'), 'ChannelPage'),
})

const general = createRoute({
  getParentRoute: () => settings,
  path: 'general',
  component: lazyRouteComponent(() => import('../features/settings/GeneralPage'), 'GeneralPage'),
})

const companies = createRoute({
  getParentRoute: () => settings,
  path: 'companies',
  component: lazyRouteComponent(() => import('../features/settings/CompaniesPage'), 'CompaniesPage'),
})

const audit = createRoute({
  getParentRoute: () => settings,
  path: 'audit',
  validateSearch: (search: Search): { q?: string; kind?: string; by?: string } => ({
    q: search.q !== undefined && search.q !== '' ? String(search.q) : undefined,
    kind: typeof search.kind === 'string' ? search.kind : undefined,
    by: typeof search.by === 'string' ? search.by : undefined,
  }),
  component: lazyRouteComponent(() => import('../features/settings/AuditPage'), 'AuditPage'),
})

const lists = createRoute({
  getParentRoute: () => settings,
  path: 'lists',
  validateSearch: (search: Search): { tab?: string } => ({
    tab: typeof search.tab === 'string' ? search.tab : undefined,
  }),
  component: lazyRouteComponent(() => import('../features/settings/ListsPage'), 'ListsPage'),
})

const users = createRoute({
  getParentRoute: () => settings,
  path: 'users',
  component: lazyRouteComponent(() => import('../features/settings/UsersPage'), 'UsersPage'),
})

const roles = createRoute({
  getParentRoute: () => settings,
  path: 'roles',
  component: lazyRouteComponent(() => import('../features/settings/RolesPage'), 'RolesPage'),
})

const role = createRoute({
  getParentRoute: () => settings,
  path: 'roles/$roleId',
  validateSearch: (search: Search): { copy?: string } => ({
    copy: typeof search.copy === 'string' ? search.copy : undefined,
  }),
  component: lazyRouteComponent(() => import('../features/settings/RolePage'), 'RolePage'),
})

const about = createRoute({
  getParentRoute: () => settings,
  path: 'about',
  component: lazyRouteComponent(() => import('../features/settings/AboutPage'), 'AboutPage'),
})

/** Where people look for the log-in; who is logged in goes on to the inbox. */
const login = createRoute({
  getParentRoute: () => shell,
  path: '/login',
  beforeLoad: () => {
    throw redirect({ to: '/messages' })
  },
})

const profile = createRoute({
  getParentRoute: () => shell,
  path: '/profile',
  component: lazyRouteComponent(() => import('../features/profile/ProfilePage'), 'ProfilePage'),
})

const welcome = createRoute({
  getParentRoute: () => shell,
  path: '/welcome',
  component: lazyRouteComponent(() => import('../features/welcome/WelcomePage'), 'WelcomePage'),
})

const simulator = createRoute({
  getParentRoute: () => shell,
  path: '/simulator',
  validateSearch: (search: Search): { channel?: string; number?: string } => ({
    channel: typeof search.channel === 'string' ? search.channel : undefined,
    number: search.number !== undefined && search.number !== '' ? String(search.number) : undefined,
  }),
  component: lazyRouteComponent(() => import('../features/simulator/SimulatorPage'), 'SimulatorPage'),
})

/** Every other address: told inside the frame, whose places lead on. */
const nowhere = createRoute({ getParentRoute: () => shell, path: '$', component: NotFound })

const tree = root.addChildren([
  shell.addChildren([
    home,
    messages.addChildren([noConversation, conversation]),
    people.addChildren([
      contacts,
      contactImport,
      contact.addChildren([contactProfile, contactThread]),
      accounts,
      accountImport,
      account,
      sites,
      site,
      vendors,
      vendor,
    ]),
    settings.addChildren([
      settingsHome,
      lists,
      general,
      companies,
      channels,
      channel,
      users,
      roles,
      role,
      audit,
      about,
    ]),
    login,
    profile,
    welcome,
    simulator,
    nowhere,
  ]),
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
