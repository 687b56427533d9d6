import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import { useCan } from '@/api/session'
import type { ConsentEntry, Contact, ContactAddress, Page } from '@/api/types'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { ErrorNote } from '@/ui/ErrorNote'
import { useTimes } from '@/ui/format'
import { useConsentWords } from '@/ui/useConsentWords'
import { ConsentDialog } from './ConsentDialog'
import styles from './contacts.module.css'

/** What the contact agreed to and refused, address by address: what was recorded is never changed, only added to. */
export function ConsentLedger({ contact }: { contact: Contact }) {
  const { t } = useLingui()
  const may = useCan('UPDATE_CONTACT')
  const [open, setOpen] = useState(false)
  if (contact.addresses.length === 0) return null
  const record = may ? (
    <Button onClick={() => setOpen(true)}>
      <Trans>Record consent</Trans>
    </Button>
  ) : null
  return (
    <Card
      title={t`Consent`}
      hint={t`What they agreed to and refused, newest first. Entries are only ever added.`}
      actions={record}
    >
      {contact.addresses.map((address) => (
        <AddressLedger key={address.id} address={address} />
      ))}
      {open ? <ConsentDialog addresses={contact.addresses} onClose={() => setOpen(false)} /> : null}
    </Card>
  )
}

function AddressLedger({ address }: { address: ContactAddress }) {
  const ledger = useQuery<ConsentEntry[], Problem>({
    queryKey: ['consent', address.id],
    queryFn: async ({ signal }) =>
      (await http.get<Page<ConsentEntry>>(`/addresses/${address.id}/consent`, { signal })).items,
  })
  return (
    <section>
      <h3 className={styles.ledgerTitle}>{address.display || address.value}</h3>
      {ledger.error ? <ErrorNote error={ledger.error} onRetry={() => void ledger.refetch()} /> : null}
      {ledger.data?.length === 0 ? (
        <p className={styles.meta}>
          <Trans>Nothing recorded.</Trans>
        </p>
      ) : null}
      <ul className={styles.plain}>
        {(ledger.data ?? []).map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </ul>
    </section>
  )
}

function Entry({ entry }: { entry: ConsentEntry }) {
  const say = useConsentWords()
  const times = useTimes()
  const { word, tone } = say.state(entry.state)
  return (
    <li className={styles.line}>
      <Chip tone={tone}>{word}</Chip>
      <span className={styles.lineWords}>
        <span>
          {say.purpose(entry.purpose)}, {say.source(entry.source)}
          {entry.actor?.name ? ` · ${entry.actor.name}` : ''}
        </span>
        {entry.wording ? <q className={styles.meta}>{entry.wording}</q> : null}
      </span>
      <time className={styles.meta} dateTime={entry.at} title={times.stamp(entry.at)}>
        {times.short(entry.at)}
      </time>
    </li>
  )
}
