import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { http } from '@/api/http'
import type { Page, Sender } from '@/api/types'
import { FilterChip } from '@/ui/Chip'
import { useUnreadCount } from './context'
import styles from './FilterBar.module.css'
import type { Filter } from './store/filter'

/** The filters as chips; what is on stands in the address, so that a view can be shared. */
export function FilterBar({ filter }: { filter: Filter }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const unread = useUnreadCount()
  const channels = useChannels()
  const go = (change: Filter) => void navigate({ to: '.', search: { ...filter, ...change } })
  return (
    <fieldset className={styles.bar} aria-label={t`Filters`}>
      <FilterChip
        pressed={!filter.unread && !filter.channel}
        onPress={() => go({ unread: undefined, channel: undefined })}
      >
        <Trans>All</Trans>
      </FilterChip>
      <FilterChip
        pressed={filter.unread === true}
        onPress={() => go({ unread: filter.unread ? undefined : true })}
      >
        <Trans>Unread</Trans>
        {unread > 0 ? <span className={styles.count}>{unread}</span> : null}
      </FilterChip>
      {channels.length < 2
        ? null
        : channels.map(({ id, name }) => (
            <FilterChip
              key={id}
              pressed={filter.channel === id}
              onPress={() => go({ channel: filter.channel === id ? undefined : id })}
            >
              {name}
            </FilterChip>
          ))}
    </fieldset>
  )
}

/** The channels that have senders, each once. */
function useChannels(): { id: string; name: string }[] {
  const { data } = useQuery({
    queryKey: ['senders'],
    queryFn: ({ signal }) => http.get<Page<Sender>>('/senders', { signal }),
  })
  const byID = new Map(
    (data?.items ?? []).map(({ channel_id, channel_name }) => [
      channel_id,
      { id: channel_id, name: channel_name },
    ]),
  )
  return [...byID.values()]
}
