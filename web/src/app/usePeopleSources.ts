import { useLingui } from '@lingui/react/macro'
import { IconBuilding, IconUser } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { http } from '@/api/http'
import type { Account, Contact, Page } from '@/api/types'
import { useSource } from '@/ui/actions/registry'

const few = 5

/** Lets the palette find contacts and accounts. */
export function usePeopleSources(): void {
  const { t } = useLingui()
  const navigate = useNavigate()
  useSource({
    id: 'contacts',
    label: t`Contacts`,
    icon: IconUser,
    search: async (q, signal) => {
      const { items } = await http.get<Page<Contact>>('/contacts', { query: { q, limit: few }, signal })
      return items.map(({ id, name, addresses }) => ({
        id: `contact-${id}`,
        label: name,
        detail: addresses[0]?.display ?? '',
        run: () => void navigate({ to: '/contacts/$contactId', params: { contactId: id } }),
      }))
    },
  })
  useSource({
    id: 'accounts',
    label: t`Accounts`,
    icon: IconBuilding,
    search: async (q, signal) => {
      const { items } = await http.get<Page<Account>>('/accounts', { query: { q, limit: few }, signal })
      return items.map(({ id, name, number }) => ({
        id: `account-${id}`,
        label: name,
        detail: number,
        run: () => void navigate({ to: '/accounts/$accountId', params: { accountId: id } }),
      }))
    },
  })
}
