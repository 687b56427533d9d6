import { useLingui } from '@lingui/react/macro'
import { useMe } from '@/api/session'
import { type OwnerKind, ownerKinds } from '@/lib/owner'

/** The permission without which owners of a kind are not shown; accounts are everybody's to see. */
const needs: Record<OwnerKind, string | null> = {
  account: null,
  network_site: 'READ_NETWORK_SITE',
  vendor: 'READ_VENDOR',
}

/** What the kinds of owner are called, as a label and in "Belongs to …", and which of them this user sees. */
export function useOwnerWords() {
  const { t } = useLingui()
  const { permissions } = useMe()
  const words: Record<OwnerKind, { label: string; one: string }> = {
    account: { label: t`Account`, one: t`An account` },
    network_site: { label: t`Network site`, one: t`A network site` },
    vendor: { label: t`Vendor`, one: t`A vendor` },
  }
  const seen = ownerKinds.filter((kind) => {
    const needed = needs[kind]
    return needed === null || permissions.includes(needed)
  })
  return { words, seen }
}
