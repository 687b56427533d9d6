import { useLingui } from '@lingui/react/macro'

/** The audit trail in words. */
export function useAuditWords() {
  const { t } = useLingui()
  const things: Record<string, string> = {
    account: t`Account`,
    contact: t`Contact`,
    channel: t`Channel`,
    company: t`Company`,
    department: t`Department`,
    settings: t`Settings`,
    account_status: t`Account status`,
    account_type: t`Account type`,
    account_group: t`Account group`,
    contact_tag: t`Contact tag`,
    messaging_category: t`Messaging category`,
    phone_number_type: t`Phone number type`,
    custom_field: t`Custom field`,
    network_site: t`Network site`,
    vendor: t`Vendor`,
    note: t`Note`,
    call_log: t`Call`,
    import: t`Import`,
    hub: t`Hub`,
    fence: t`Messages held back`,
    user: t`User`,
    role: t`Role`,
    token: t`API token`,
    session: t`Log-in`,
  }
  const deeds: Record<string, (thing: string) => string> = {
    created: (thing) => t`${thing} added`,
    updated: (thing) => t`${thing} changed`,
    deleted: (thing) => t`${thing} deleted`,
    archived: (thing) => t`${thing} archived`,
    restored: (thing) => t`${thing} restored`,
  }
  const ours: Record<string, string> = {
    'session.started': t`Logged in`,
    'session.refused': t`Log-in refused`,
    'session.ended': t`Logged out`,
    'token.revoked': t`API token taken away`,
    'import.uploaded': t`File taken in for an import`,
    'import.finished': t`Import ended`,
    'import.refused_rows_downloaded': t`Refused rows downloaded`,
    'contact.exported': t`Contacts exported`,
    'account.exported': t`Accounts exported`,
  }
  return {
    kinds: Object.entries(things).map(([value, label]) => ({ value, label })),
    /** "account.updated" as a heading: "Account changed". */
    deed: (type: string): string => {
      const own = ours[type]
      if (own) return own
      const [kind = '', deed = ''] = type.split('.')
      const thing = things[kind] ?? kind
      return deeds[deed]?.(thing) ?? type
    },
    actor: (kind: string): string => (kind === 'system' ? t`The hub` : kind),
  }
}
