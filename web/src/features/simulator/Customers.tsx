import { Trans, useLingui } from '@lingui/react/macro'
import { getRouteApi, Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { Handset } from '@/api/types'
import { Avatar } from '@/ui/Avatar'
import { Button } from '@/ui/Button'
import { ErrorNote } from '@/ui/ErrorNote'
import { SelectField, TextField } from '@/ui/Field'
import { useTimes } from '@/ui/format'
import styles from './Customers.module.css'
import { sameNumber } from './happenings'
import { useHandsets } from './useHandsets'
import type { SimulatedChannel } from './useSimulatedChannels'

const route = getRouteApi('/shell/simulator')

interface Props {
  channels: SimulatedChannel[]
  channel: SimulatedChannel
  number: string
}

/** The customers on the channel; any other number can be typed. */
export function Customers({ channels, channel, number }: Props) {
  const { t } = useLingui()
  const navigate = route.useNavigate()
  const handsets = useHandsets(channel.id)
  return (
    <aside className={styles.pane} aria-label={t`Customers`} data-region="customers">
      <div className={styles.head}>
        <p className={styles.title} aria-hidden="true">
          <Trans>Simulator</Trans>
        </p>
        <p className={styles.hint}>
          <Trans>You are the customer. Nothing leaves this machine.</Trans>
        </p>
        {channels.length > 1 ? (
          <SelectField
            label={t`Channel`}
            data={channels.map(({ id, name }) => ({ value: id, label: name }))}
            value={channel.id}
            onChange={(id) => void navigate({ search: { channel: id ?? undefined } })}
          />
        ) : (
          <p className={styles.channel}>{channel.name}</p>
        )}
        <NewNumber onPick={(picked) => void navigate({ search: { channel: channel.id, number: picked } })} />
      </div>
      {handsets.error ? <ErrorNote error={handsets.error} onRetry={() => void handsets.refetch()} /> : null}
      {handsets.data?.length === 0 ? (
        <p className={styles.hint}>
          <Trans>Nobody has written on this channel yet. Type any number above and be the first.</Trans>
        </p>
      ) : null}
      <ul className={styles.list}>
        {(handsets.data ?? []).map((handset) => (
          <Customer
            key={handset.number}
            handset={handset}
            channel={channel}
            open={sameNumber(handset.number, number)}
          />
        ))}
      </ul>
    </aside>
  )
}

function Customer({
  handset,
  channel,
  open,
}: {
  handset: Handset
  channel: SimulatedChannel
  open: boolean
}) {
  const times = useTimes()
  const name = handset.name || handset.display || handset.number
  return (
    <li>
      <Link
        className={styles.customer}
        to="/simulator"
        search={{ channel: channel.id, number: handset.number }}
        aria-current={open ? 'true' : undefined}
        activeProps={{}}
      >
        <Avatar name={handset.name} size={32} />
        <span className={styles.words}>
          <span className={styles.line}>
            <span className={styles.name} dir="auto">
              {name}
            </span>
            {handset.last_at ? (
              <time className={styles.time} dateTime={handset.last_at}>
                {times.brief(handset.last_at)}
              </time>
            ) : null}
          </span>
          <span className={styles.preview} dir="auto">
            {handset.last_text || handset.display}
          </span>
        </span>
      </Link>
    </li>
  )
}

function NewNumber({ onPick }: { onPick: (number: string) => void }) {
  const { t } = useLingui()
  const [text, setText] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const number = text.trim()
    if (number === '') return
    setText('')
    onPick(number)
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <TextField
        label={t`Be another customer`}
        placeholder="+1 514 555 0142"
        type="tel"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit" disabled={text.trim() === ''}>
        <Trans>Take</Trans>
      </Button>
    </form>
  )
}
