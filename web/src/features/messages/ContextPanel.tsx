import { Trans, useLingui } from '@lingui/react/macro'
import { IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import clsx from 'clsx'
import { http } from '@/api/http'
import type { Account, Contact, Conversation, ID } from '@/api/types'
import { fromServer } from '@/locales/server/fromServer'
import { AccountStatus } from '@/ui/AccountStatus'
import { Avatar } from '@/ui/Avatar'
import { Chip } from '@/ui/Chip'
import { IconButton } from '@/ui/IconButton'
import { useKindWord } from '@/ui/useKindWord'
import styles from './ContextPanel.module.css'
import type { DetailsState } from './ConversationPage'
import { useRow } from './context'
import { Facts } from './Facts'
import { LocalTime } from './LocalTime'
import { OtherChannels } from './OtherChannels'
import { useConsentWord } from './useConsentWord'

interface Props {
  id: ID
  state: DetailsState
  onClose: () => void
}

/** What is known of the customer, beside the thread. It never takes the focus from writing. */
export function ContextPanel({ id, state, onClose }: Props) {
  const { t } = useLingui()
  const row = useRow(id)
  return (
    <aside className={clsx(styles.panel, styles[state])} aria-label={t`Details`} data-region="context">
      <IconButton
        icon={IconX}
        label={t`Close the details`}
        className={styles.close}
        onClick={onClose}
        side="bottom"
      />
      {row ? <Customer row={row} /> : null}
    </aside>
  )
}

function Customer({ row }: { row: Conversation }) {
  const { t } = useLingui()
  const kindWord = useKindWord()
  const contact = useContact(row.contact?.id)
  const account = useAccount(row.account?.id)
  return (
    <div className={styles.content}>
      <div className={styles.head}>
        <Avatar name={row.title} size={56} />
        <h2 className={styles.name} dir="auto">
          {row.contact ? (
            <Link to="/contacts/$contactId" params={{ contactId: row.contact.id }} className={styles.link}>
              {row.title}
            </Link>
          ) : (
            row.title
          )}
        </h2>
        <Consent contact={contact} addressID={row.address.id} />
      </div>
      <Facts
        title={t`Contact`}
        facts={[
          ...(contact?.addresses ?? []).map(({ id, kind, display, phone_number_type, label }) => ({
            key: id,
            name: label || fromServer(phone_number_type?.name ?? '') || kindWord(kind),
            value: <bdi>{display}</bdi>,
          })),
          ...(contact
            ? []
            : [
                {
                  key: 'address',
                  name: kindWord(row.address.kind),
                  value: <bdi>{row.address.display}</bdi>,
                },
              ]),
          {
            key: 'time',
            name: t`Local time`,
            value: contact?.time_zone ? <LocalTime zone={contact.time_zone} /> : '',
          },
          {
            key: 'language',
            name: t`Language`,
            value: <Language code={contact?.language ?? ''} />,
            hidden: !contact?.language,
          },
          { key: 'role', name: t`Role`, value: contact?.role ?? '' },
        ]}
      />
      {contact?.note ? <p className={styles.note}>{contact.note}</p> : null}
      {account ? (
        <Facts
          title={t`Account`}
          facts={[
            {
              key: 'name',
              name: t`Name`,
              value: (
                <Link to="/accounts/$accountId" params={{ accountId: account.id }} className={styles.link}>
                  {account.name}
                </Link>
              ),
            },
            { key: 'number', name: t`Number`, value: account.number },
            {
              key: 'status',
              name: t`Status`,
              value: <AccountStatus account={account} />,
            },
            { key: 'company', name: t`Company`, value: account.company?.name ?? '' },
          ]}
        />
      ) : null}
      {contact ? <OtherChannels contactID={contact.id} openID={row.id} /> : null}
      {row.contact === null ? (
        <p className={styles.stranger}>
          <Trans>This address belongs to no contact yet.</Trans>
        </p>
      ) : null}
    </div>
  )
}

function Consent({ contact, addressID }: { contact: Contact | undefined; addressID: ID }) {
  const say = useConsentWord()
  const address = contact?.addresses.find(({ id }) => id === addressID)
  if (!address) return null
  const { tone, word } = say(address)
  return <Chip tone={tone}>{word}</Chip>
}

function Language({ code }: { code: string }) {
  const { i18n } = useLingui()
  try {
    return new Intl.DisplayNames(i18n.locale, { type: 'language' }).of(code) ?? code
  } catch {
    return code // what was entered is not a language tag
  }
}

function useContact(id: ID | undefined): Contact | undefined {
  return useQuery({
    queryKey: ['contacts', id],
    queryFn: ({ signal }) => http.get<Contact>(`/contacts/${id}`, { signal }),
    enabled: id !== undefined,
  }).data
}

function useAccount(id: ID | undefined): Account | undefined {
  return useQuery({
    queryKey: ['accounts', id],
    queryFn: ({ signal }) => http.get<Account>(`/accounts/${id}`, { signal }),
    enabled: id !== undefined,
  }).data
}
