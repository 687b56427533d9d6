import { useLingui } from '@lingui/react/macro'
import { useId } from 'react'
import { useCan } from '@/api/session'
import type { Account } from '@/api/types'
import { TextField } from '@/ui/Field'
import { type Filter, Filters } from '@/ui/list/Filters'
import styles from './Correspondence.module.css'
import type { CorrespondenceAddress } from './correspondenceAddress'

interface Props {
  account: Account
  address: CorrespondenceAddress
  onChange: (change: CorrespondenceAddress) => void
}

/** Narrows a correspondence by what it is, which way it went, with whom and when. */
export function CorrespondenceFilters({ account, address, onChange }: Props) {
  const { t } = useLingui()
  const filters = useFilters(account)
  const { entry, direction, contact } = address
  return (
    <div className={styles.filters}>
      <Filters filters={filters} address={{ entry, direction, contact }} onChange={onChange} />
      <div className={styles.days}>
        <Day label={t`From`} value={address.since} onChange={(since) => onChange({ since })} />
        <Day label={t`Until`} value={address.until} onChange={(until) => onChange({ until })} />
      </div>
    </div>
  )
}

function useFilters(account: Account): Filter[] {
  const { t } = useLingui()
  const maySeeCalls = useCan('READ_CALL_LOG')
  return [
    {
      param: 'entry',
      label: t`Kind`,
      options: [
        { value: 'message', label: t`Messages` },
        { value: 'note', label: t`Notes` },
        ...(maySeeCalls ? [{ value: 'call_log', label: t`Calls` }] : []),
      ],
    },
    {
      param: 'direction',
      label: t`Direction`,
      options: [
        { value: 'inbound', label: t`Received` },
        { value: 'outbound', label: t`Sent` },
      ],
    },
    {
      param: 'contact',
      label: t`Contact`,
      path: '/contacts',
      query: { account_id: account.id, archived: 'all' },
    },
  ]
}

interface DayProps {
  label: string
  value: string | undefined
  onChange: (day: string | undefined) => void
}

function Day({ label, value, onChange }: DayProps) {
  const id = useId()
  return (
    <span className={styles.day}>
      <label htmlFor={id}>{label}</label>
      <TextField
        id={id}
        type="date"
        size="xs"
        value={value ?? ''}
        onChange={(event) => onChange(event.currentTarget.value || undefined)}
      />
    </span>
  )
}
