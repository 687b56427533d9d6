// What the addresses of lists say besides the path; the router validates it.

/** The search of an address before it is looked at. */
export type Search = Record<string, unknown>

/** The words of an address that are there, each as text: a number or a yes was written as one. */
export function words<K extends string>(search: Search, names: K[]): { [N in K]?: string } {
  const found = names.map((name) => [name, search[name]] as const)
  return Object.fromEntries(
    found
      .filter(([, value]) => value !== '' && ['string', 'number', 'boolean'].includes(typeof value))
      .map(([name, value]) => [name, String(value)]),
  ) as { [N in K]?: string }
}

/** What the list of conversations shows; in the address, so that a view can be shared and gone back to. */
interface InboxSearch {
  unread?: boolean
  channel?: string
  q?: string
  /** Opens the new message, to this number or address; "" to nobody yet. */
  compose?: string
}

export const inboxSearch = (search: Search): InboxSearch => ({
  unread: search.unread === true || undefined,
  channel: typeof search.channel === 'string' && search.channel !== '' ? search.channel : undefined,
  q: search.q !== undefined && search.q !== '' ? String(search.q) : undefined,
  compose: search.compose !== undefined ? String(search.compose) : undefined,
})

/** The list of contacts or accounts: what is searched for, and whether the form for a new one is open. */
interface ListSearch {
  q?: string
  create?: boolean
  archived?: string
  sort?: string
  /** The columns to show, by commas; left out: those that the user has chosen. */
  columns?: string
}

const listSearch = (search: Search): ListSearch => ({
  ...words(search, ['q', 'archived', 'sort', 'columns']),
  create: search.create === true || undefined,
})

interface ContactsSearch extends ListSearch {
  /** Whom the new contact belongs to: one of these. */
  account?: string
  network_site?: string
  vendor?: string
  account_id?: string
  network_site_id?: string
  vendor_id?: string
  tag_id?: string
  category_id?: string
  language?: string
  sms_opt_in?: string
  marketing_opt_in?: string
  has_phone?: string
  has_email?: string
}

export const contactsSearch = (search: Search): ContactsSearch => ({
  ...listSearch(search),
  ...words(search, [
    'account',
    'network_site',
    'vendor',
    'account_id',
    'network_site_id',
    'vendor_id',
    'tag_id',
    'category_id',
    'language',
    'sms_opt_in',
    'marketing_opt_in',
    'has_phone',
    'has_email',
  ]),
})

interface AccountsSearch extends ListSearch {
  status?: string
  type_id?: string
  group_id?: string
  company_id?: string
  parent_id?: string
  delinquent?: string
}

export const accountsSearch = (search: Search): AccountsSearch => ({
  ...listSearch(search),
  ...words(search, ['status', 'type_id', 'group_id', 'company_id', 'parent_id', 'delinquent']),
})
