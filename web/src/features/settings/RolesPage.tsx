import { Trans, useLingui } from '@lingui/react/macro'
import { IconCheck } from '@tabler/icons-react'
import type { Role } from '@/api/types'
import { fromServer } from '@/locales/server/fromServer'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { ErrorNote } from '@/ui/ErrorNote'
import { Loading } from '@/ui/Loading'
import { PageBody, PageHeader } from '@/ui/Page'
import { grouped, usePermissionWords } from './permissionWords'
import styles from './settings.module.css'
import { useRoles } from './UserDialog'

/** What each role permits; to read. */
export function RolesPage() {
  const { t } = useLingui()
  const roles = useRoles()
  return (
    <PageBody>
      <PageHeader title={t`Roles`}>
        <Trans>What each role permits. A user has one role.</Trans>
      </PageHeader>
      {roles.error ? <ErrorNote error={roles.error} onRetry={() => void roles.refetch()} /> : null}
      {roles.isPending ? <Loading /> : null}
      <div className={styles.roles}>
        {(roles.data ?? []).map((role) => (
          <RoleCard key={role.id} role={role} />
        ))}
      </div>
    </PageBody>
  )
}

function RoleCard({ role }: { role: Role }) {
  const say = usePermissionWords()
  const permissions = role.permissions ?? []
  const builtin = role.builtin ? (
    <Chip>
      <Trans>Built in</Trans>
    </Chip>
  ) : null
  return (
    <Card title={fromServer(role.name)} actions={builtin}>
      <div className={styles.permissionGroups}>
        {grouped(permissions).map(([subject, keys]) => (
          <div key={subject}>
            <h3 className={styles.groupName}>{say.subject(subject)}</h3>
            <ul className={styles.permissions}>
              {keys.map((key) => (
                <li key={key}>
                  <IconCheck size={14} aria-hidden="true" />
                  {say.act(key)}
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </Card>
  )
}
