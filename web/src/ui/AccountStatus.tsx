import type { Account } from '@/api/types'
import { fromServer } from '@/locales/server/fromServer'
import { Chip } from './Chip'

/** The status of an account in the provider's words. */
export function AccountStatus({ account }: { account: Pick<Account, 'status_name' | 'active'> }) {
  return <Chip tone={account.active ? 'ok' : 'neutral'}>{fromServer(account.status_name)}</Chip>
}
