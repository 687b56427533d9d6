import type { Contact, ContactAddress, ID } from '@/api/types'

/** One row of the form's addresses. */
export interface AddressValues {
  /** Tells the rows apart; the address's id, or one of the form's own for a new row. */
  key: string
  id: ID
  kind: string
  value: string
  phone_number_type: string
  extension: string
  label: string
  sms_opt_in: boolean
}

export interface ContactValues {
  name: string
  account: { id: ID; name: string } | null
  role: string
  language: string
  time_zone: string
  note: string
  addresses: AddressValues[]
}

export function contactValues(contact: Contact | undefined): ContactValues {
  return {
    name: contact?.name ?? '',
    account: contact?.account ? { id: contact.account.id, name: contact.account.name } : null,
    role: contact?.role ?? '',
    language: contact?.language ?? '',
    time_zone: contact?.time_zone ?? '',
    note: contact?.note ?? '',
    addresses: (contact?.addresses ?? []).map(addressValues),
  }
}

export function blankAddress(kind: string, key: string): AddressValues {
  return {
    key,
    id: '',
    kind,
    value: '',
    phone_number_type: kind === 'phone' ? 'mobile' : '',
    extension: '',
    label: '',
    sms_opt_in: false,
  }
}

/** What the server is told of the fields given. Rows left empty are left out; addresses replace the list as a whole. */
export function contactBody(values: Partial<ContactValues>): Record<string, unknown> {
  const { account, addresses, ...plain } = values
  return {
    ...plain,
    ...(account === undefined ? {} : { account_id: account?.id ?? '' }),
    ...(addresses === undefined
      ? {}
      : { addresses: addresses.filter(({ value }) => value.trim() !== '').map(addressBody) }),
  }
}

/** A name for a contact of whom only an address is known is not asked for: the address serves as one. */
export function nameOrAddress({ name, addresses }: ContactValues): string {
  return name.trim() || addresses.find(({ value }) => value.trim() !== '')?.value.trim() || ''
}

/** The server's messages by the form's paths: "addresses[0].value" and "addresses.0.value" are both seen. */
export function contactErrors(byField: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(byField).map(([field, message]) => [
      field
        .replace(/\[(\d+)\]/g, '.$1')
        .replace(/^(addresses\.\d+)$/, '$1.value')
        .replace('account_id', 'account'),
      message,
    ]),
  )
}

function addressValues(address: ContactAddress): AddressValues {
  return {
    key: address.id,
    id: address.id,
    kind: address.kind,
    value: address.value,
    phone_number_type: address.phone_number_type?.key ?? '',
    extension: address.extension,
    label: address.label,
    sms_opt_in: address.sms_opt_in,
  }
}

function addressBody(address: AddressValues): Record<string, unknown> {
  const { key: _, id, kind, value, label, phone_number_type, extension, sms_opt_in } = address
  return {
    ...(id ? { id } : {}),
    kind,
    value: value.trim(),
    label: label.trim(),
    ...(kind === 'phone' ? { phone_number_type, extension: extension.trim(), sms_opt_in } : {}),
  }
}
