import { Trans, useLingui } from '@lingui/react/macro'
import { IconHistory } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { usePaged } from '@/api/paged'
import type { AuditEntry, Named } from '@/api/types'
import { Button } from '@/ui/Button'
import { EmptyState } from '@/ui/EmptyState'
import { ErrorNote } from '@/ui/ErrorNote'
import { SelectField } from '@/ui/Field'
import { useTimes } from '@/ui/format'
import { Loading } from '@/ui/Loading'
import { PageBody, PageHeader } from '@/ui/Page'
import { SearchField } from '@/ui/SearchField'
import styles from './audit.module.css'
import { useAuditWords } from './useAuditWords'

const route = getRouteApi('/shell/settings/audit')

/** Who changed what, with what was before and after. */
export function AuditPage() {
  const { t } = useLingui()
  const navigate = route.useNavigate()
  const { q, kind, by } = route.useSearch()
  const say = useAuditWords()
  const list = usePaged<AuditEntry>(['audit'], '/audit-log', { q, kind, actor_id: by })
  const users = usePaged<Named>(['users', 'all'], '/users', { limit: 200 })
  const look = (part: { q?: string; kind?: string; by?: string }) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true })
  const searched = Boolean(q || kind || by)
  return (
    <PageBody>
      <PageHeader title={t`Audit trail`}>
        <Trans>Who changed what, the newest first. Nobody can change what stands here.</Trans>
      </PageHeader>
      <div className={styles.filters}>
        <SearchField
          label={t`Search by name`}
          value={q ?? ''}
          onSearch={(text) => look({ q: text || undefined })}
        />
        <SelectField
          aria-label={t`Kind`}
          data={[{ value: '', label: t`Everything` }, ...say.kinds]}
          value={kind ?? ''}
          onChange={(value) => look({ kind: value || undefined })}
        />
        <SelectField
          aria-label={t`Changed by`}
          searchable
          data={[
            { value: '', label: t`Everybody` },
            ...users.rows.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={by ?? ''}
          onChange={(value) => look({ by: value || undefined })}
        />
      </div>
      {list.error ? <ErrorNote error={list.error} onRetry={list.retry} /> : null}
      {list.loading ? <Loading /> : null}
      {!list.loading && !list.error && list.rows.length === 0 ? (
        <EmptyState icon={IconHistory} title={searched ? t`Nothing found` : t`Nothing was changed yet`}>
          {searched ? (
            <Trans>Try another word, or look at everything.</Trans>
          ) : (
            <Trans>Every change of settings, people and channels will be here, with who made it.</Trans>
          )}
        </EmptyState>
      ) : null}
      <ol className={styles.entries} aria-label={t`Audit trail`}>
        {list.rows.map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </ol>
      {list.more ? (
        <div>
          <Button onClick={list.more} loading={list.loadingMore}>
            <Trans>Show more</Trans>
          </Button>
        </div>
      ) : null}
    </PageBody>
  )
}

function Entry({ entry }: { entry: AuditEntry }) {
  const times = useTimes()
  const say = useAuditWords()
  const who = entry.actor.name || say.actor(entry.actor.kind)
  const name = entry.name
  const made = !entry.type.endsWith('.updated')
  return (
    <li className={styles.entry}>
      <p className={styles.line}>
        <span>
          {say.deed(entry.type)} {name ? <b dir="auto">{name}</b> : null}{' '}
          <span className={styles.by}>· {who}</span>
        </span>
        <time className={styles.time} dateTime={entry.at} title={times.stamp(entry.at)}>
          {times.brief(entry.at)}
        </time>
      </p>
      {entry.changes.length === 0 ? null : made ? (
        <details>
          <summary className={styles.summary}>
            <Trans>Show it</Trans>
          </summary>
          <Changes entry={entry} />
        </details>
      ) : (
        <Changes entry={entry} />
      )}
    </li>
  )
}

function Changes({ entry }: { entry: AuditEntry }) {
  const { t } = useLingui()
  return (
    <table className={styles.changes}>
      <colgroup>
        <col className={styles.field} />
        <col />
        <col />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">{t`Field`}</th>
          <th scope="col">{t`Before`}</th>
          <th scope="col">{t`After`}</th>
        </tr>
      </thead>
      <tbody>
        {entry.changes.map(({ field, before, after }) => (
          <tr key={field}>
            <th scope="row">{field.replaceAll('_', ' ')}</th>
            <td className={styles.before} dir="auto">
              {written(before)}
            </td>
            <td dir="auto">{written(after)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** A value of any shape in one line, or several for a list. */
function written(value: unknown): string {
  if (value === null || value === undefined) return '—'
  if (Array.isArray(value)) return value.map(written).join('\n')
  if (typeof value === 'object') {
    return Object.entries(value)
      .filter(([, each]) => each !== '' && each !== null)
      .map(([key, each]) => `${key.replaceAll('_', ' ')}: ${written(each)}`)
      .join(', ')
  }
  return String(value)
}
