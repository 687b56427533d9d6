import { Link, type LinkProps } from '@tanstack/react-router'
import type { Owner } from '@/lib/owner'
import styles from './contacts.module.css'
import { useOwnerWords } from './useOwnerWords'

/** Whom a contact belongs to, as a link for those who may see it. */
export function OwnerLink({ owner }: { owner: Owner }) {
  const { seen } = useOwnerWords()
  if (!seen.includes(owner.kind)) return owner.name
  return (
    <Link className={styles.link} {...pageOf(owner)} dir="auto">
      {owner.name}
    </Link>
  )
}

function pageOf({ kind, id }: Owner): Pick<LinkProps, 'to' | 'params'> {
  switch (kind) {
    case 'account':
      return { to: '/accounts/$accountId', params: { accountId: id } }
    case 'network_site':
      return { to: '/network-sites/$ownerId', params: { ownerId: id } }
    case 'vendor':
      return { to: '/vendors/$ownerId', params: { ownerId: id } }
  }
}
