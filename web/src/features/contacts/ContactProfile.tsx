import { Trans, useLingui } from '@lingui/react/macro'
import { IconPencil } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useCan } from '@/api/session'
import type { Contact, ContactAddress, Named } from '@/api/types'
import { ownerOf } from '@/lib/owner'
import { fromServer } from '@/locales/server/fromServer'
import { Card } from '@/ui/Card'
import { ChannelGlyph } from '@/ui/ChannelGlyph'
import { Chip } from '@/ui/Chip'
import { useCustomFacts } from '@/ui/CustomFields'
import { Facts } from '@/ui/Facts'
import { useTimes } from '@/ui/format'
import { IconButton } from '@/ui/IconButton'
import { Journal } from '@/ui/journal/Journal'
import { useConsentWords } from '@/ui/useConsentWords'
import { AddressDialog } from './AddressDialog'
import { ConsentLedger } from './ConsentLedger'
import { useContact } from './ContactPage'
import styles from './contacts.module.css'
import { OwnerLink } from './OwnerLink'
import { useOwnerWords } from './useOwnerWords'

const route = getRouteApi('/shell/people/contacts/$contactId')

/** What is known of the contact: the person, the addresses, and what they agreed to. */
export function ContactProfile() {
  const { t } = useLingui()
  const { contactId } = route.useParams()
  const { data: contact } = useContact(contactId)
  if (!contact) return null
  return (
    <div className={styles.profile}>
      <Card title={t`Profile`}>
        <Person contact={contact} />
      </Card>
      <Card title={t`Numbers and addresses`}>
        {contact.addresses.length === 0 ? (
          <p className={styles.meta}>
            <Trans>None yet: without one nothing can be sent. Edit the contact to add one.</Trans>
          </p>
        ) : (
          <ul className={styles.plain}>
            {contact.addresses.map((address) => (
              <AddressLine key={address.id} contact={contact} address={address} />
            ))}
          </ul>
        )}
      </Card>
      <ConsentLedger contact={contact} />
      <Card title={t`Notes`}>
        <Journal kind="notes" about={{ contact_id: contact.id }} />
      </Card>
    </div>
  )
}

function Person({ contact }: { contact: Contact }) {
  const { t, i18n } = useLingui()
  const times = useTimes()
  const language = contact.language
    ? new Intl.DisplayNames([i18n.locale], { type: 'language' }).of(contact.language)
    : ''
  const owner = ownerOf(contact)
  const { words } = useOwnerWords()
  const custom = useCustomFacts('contact', contact.custom_fields)
  return (
    <Facts
      entries={[
        { label: words[owner.kind].label, value: owner.id ? <OwnerLink owner={owner} /> : '' },
        { label: t`Role`, value: contact.role },
        { label: t`Main contact`, value: contact.primary ? t`Yes` : '' },
        { label: t`Language`, value: language },
        { label: t`Time zone`, value: contact.time_zone },
        { label: t`Tags`, value: contact.tags.length > 0 ? <Marks of={contact.tags} /> : '' },
        {
          label: t`Messaging categories`,
          value: contact.messaging_categories.length > 0 ? <Marks of={contact.messaging_categories} /> : '',
        },
        { label: t`Marketing`, value: contact.marketing_opt_in ? t`Opted in` : t`Not opted in` },
        ...custom,
        { label: t`Note`, value: contact.note },
        { label: t`Added`, value: times.short(contact.created_at) },
      ]}
    />
  )
}

function Marks({ of }: { of: Named[] }) {
  return (
    <span className={styles.marks}>
      {of.map(({ id, name }) => (
        <Chip key={id}>{fromServer(name)}</Chip>
      ))}
    </span>
  )
}

function AddressLine({ contact, address }: { contact: Contact; address: ContactAddress }) {
  const { t } = useLingui()
  const mayChange = useCan('UPDATE_CONTACT')
  const [editing, setEditing] = useState(false)
  const shown = address.display || address.value
  const say = useConsentWords()
  const { tone, word } = say.state(address.consent.conversational)
  const parts = [
    address.label,
    fromServer(address.phone_number_type?.name ?? ''),
    address.extension ? t`ext. ${address.extension}` : '',
  ]
  return (
    <li className={styles.line}>
      <ChannelGlyph kind={address.kind} size={18} />
      <span className={styles.lineWords}>
        <span className="tabular">{shown}</span>
        <span className={styles.meta}>{parts.filter(Boolean).join(' · ')}</span>
      </span>
      {address.phone_number_type?.sms_capable === false ? (
        <Chip>
          <Trans>No texts</Trans>
        </Chip>
      ) : (
        <Chip tone={tone}>{word}</Chip>
      )}
      {mayChange ? (
        <IconButton icon={IconPencil} label={t`Edit ${shown}`} size={16} onClick={() => setEditing(true)} />
      ) : null}
      {editing ? (
        <AddressDialog contact={contact} address={address} onClose={() => setEditing(false)} />
      ) : null}
    </li>
  )
}
