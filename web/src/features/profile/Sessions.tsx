import { Trans, useLingui } from '@lingui/react/macro'
import { IconDeviceLaptop, IconDeviceMobile, IconLogout } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import type { BrowserSession, Page } from '@/api/types'
import { browserName } from '@/lib/browserName'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { ErrorNote } from '@/ui/ErrorNote'
import { useTimes } from '@/ui/format'
import { IconButton } from '@/ui/IconButton'
import styles from './profile.module.css'

/** Where the user is logged in; each place but this one can be logged out. */
export function Sessions() {
  const { t } = useLingui()
  const queries = useQueryClient()
  const sessions = useQuery<BrowserSession[], Problem>({
    queryKey: ['sessions'],
    queryFn: async ({ signal }) => (await http.get<Page<BrowserSession>>('/sessions', { signal })).items,
  })
  const end = useMutation<void, Problem, string>({
    mutationFn: (id) => http.delete(`/sessions/${id}`),
    onSettled: () => void queries.invalidateQueries({ queryKey: ['sessions'] }),
  })
  return (
    <Card
      title={t`Where you are logged in`}
      hint={t`Log out what you do not know, then change your password.`}
    >
      {sessions.error ? <ErrorNote error={sessions.error} onRetry={() => void sessions.refetch()} /> : null}
      {end.error ? <ErrorNote error={end.error} /> : null}
      <ul className={styles.list}>
        {(sessions.data ?? []).map((session) => (
          <SessionLine key={session.id} session={session} onEnd={() => end.mutate(session.id)} />
        ))}
      </ul>
    </Card>
  )
}

function SessionLine({ session, onEnd }: { session: BrowserSession; onEnd: () => void }) {
  const { t } = useLingui()
  const times = useTimes()
  const { browser, system, mobile } = browserName(session.browser)
  const name = system ? t`${browser} on ${system}` : browser || t`Unknown browser`
  const seen = times.short(session.seen_at)
  const since = times.short(session.created_at)
  const Icon = mobile ? IconDeviceMobile : IconDeviceLaptop
  return (
    <li className={styles.token}>
      <Icon size={20} aria-hidden="true" />
      <span className={styles.words}>
        <b>{name}</b>
        <span className={styles.meta}>
          {session.remote_address} · {t`since ${since}`} · {t`last seen ${seen}`}
        </span>
      </span>
      {session.current ? (
        <Chip tone="ok">
          <Trans>This browser</Trans>
        </Chip>
      ) : (
        <IconButton icon={IconLogout} label={t`Log out ${name}`} onClick={onEnd} />
      )}
    </li>
  )
}
