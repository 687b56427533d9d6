import type { Contact, ContactAddress, ID, Named } from '@/api/types'
import { type CustomValue, customBody, customValues } from '@/lib/customValues'
import { changed } from '@/lib/merge'
import { type Owner, ownerBody, ownerOf } from '@/lib/owner'

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
  owner: Owner
  primary: boolean
  role: string
  language: string
  time_zone: string
  note: string
  addresses: AddressValues[]
  tags: Named[]
  /** Null: not said; a new contact then gets the default ones. */
  categories: Named[] | null
  marketing_opt_in: boolean
  custom_fields: Record<string, CustomValue>
}

export function contactValues(contact: Contact | undefined): ContactValues {
  return {
    name: contact?.name ?? '',
    owner: ownerOf(contact),
    primary: contact?.primary ?? false,
    role: contact?.role ?? '',
    language: contact?.language ?? '',
    time_zone: contact?.time_zone ?? '',
    note: contact?.note ?? '',
    addresses: (contact?.addresses ?? []).map(addressValues),
    tags: (contact?.tags ?? []).map(named),
    categories: contact?.messaging_categories.map(named) ?? null,
    marketing_opt_in: contact?.marketing_opt_in ?? false,
    custom_fields: customValues(contact?.custom_fields),
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
  const { owner, addresses, primary, tags, categories, custom_fields: custom, ...plain } = values
  return {
    ...plain,
    // Who is the main contact is said of the one who becomes it.
    ...(primary ? { primary } : {}),
    ...(tags === undefined ? {} : { tag_ids: tags.map(({ id }) => id) }),
    ...(categories ? { category_ids: categories.map(({ id }) => id) } : {}),
    ...(custom === undefined ? {} : { custom_fields: customBody(custom) }),
    ...(owner === undefined ? {} : ownerBody(owner)),
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
        .replace(/^(account|network_site|vendor)_id$/, 'owner')
        .replace('tag_ids', 'tags')
        .replace('category_ids', 'categories'),
      message,
    ]),
  )
}

/** One address, and the ids of all that the contact has, in their order. */
export interface OneAddressValues extends Omit<AddressValues, 'key'> {
  all: ID[]
}

export function oneAddressValues(contact: Contact, address: ContactAddress): OneAddressValues {
  const { addresses } = contact
  const { key: _, ...values } = addressValues(addresses.find(({ id }) => id === address.id) ?? address)
  return { ...values, all: addresses.map(({ id }) => id) }
}

/**
 * All addresses as a patch has them; of one is said what differs from base, of the rest only that they stay. Another
 * number is another address: of that one everything is said.
 */
export function oneAddressBody(base: OneAddressValues, values: OneAddressValues): Record<string, unknown> {
  const { id, kind } = values
  const full = addressBody({ ...values, key: id })
  const differs = Object.keys(changed(base, values))
  const said =
    values.value === base.value
      ? Object.fromEntries(Object.entries(full).filter(([field]) => differs.includes(field)))
      : full
  return { addresses: base.all.map((each) => (each === id ? { ...said, id, kind } : { id: each })) }
}

export function addressValues(address: ContactAddress): AddressValues {
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

function named({ id, name }: Named): Named {
  return { id, name }
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
