/** Whom a contact may belong to: one of these kinds. */
export type OwnerKind = 'account' | 'network_site' | 'vendor'

export const ownerKinds: OwnerKind[] = ['account', 'network_site', 'vendor']

/** Where owners of each kind are listed, in the API and in the page alike. */
export const ownerPaths = {
  account: '/accounts',
  network_site: '/network-sites',
  vendor: '/vendors',
} as const satisfies Record<OwnerKind, string>

/** An owner, or a kind of which none is chosen yet: the id and the name are then "". */
export interface Owner {
  kind: OwnerKind
  id: string
  name: string
}

interface Named {
  id: string
  name: string
}

/** Whom the contact belongs to; of nobody: an account that is not chosen. */
export function ownerOf(contact: { [K in OwnerKind]?: Named | null } | undefined): Owner {
  for (const kind of ownerKinds) {
    const found = contact?.[kind]
    if (found) return { kind, id: found.id, name: found.name }
  }
  return { kind: 'account', id: '', name: '' }
}

/** The owner as the API takes it: to name one takes the contact from the others, "" of all is nobody's. */
export function ownerBody({ kind, id }: Owner): Record<string, string> {
  if (id) return { [`${kind}_id`]: id }
  return Object.fromEntries(ownerKinds.map((each) => [`${each}_id`, '']))
}
