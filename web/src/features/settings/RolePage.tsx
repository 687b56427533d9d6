import { Trans, useLingui } from '@lingui/react/macro'
import { type UseFormReturnType, useForm } from '@mantine/form'
import { IconArrowLeft, IconCopy, IconShieldLock } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import { useCan } from '@/api/session'
import type { Role } from '@/api/types'
import { changed } from '@/lib/merge'
import { fromServer } from '@/locales/server/fromServer'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { ConflictNote } from '@/ui/ConflictNote'
import { EmptyState } from '@/ui/EmptyState'
import { ErrorNote } from '@/ui/ErrorNote'
import { SwitchField, TextField } from '@/ui/Field'
import { Loading } from '@/ui/Loading'
import { Notice } from '@/ui/Notice'
import { notify } from '@/ui/notify'
import { PageBody, PageHeader } from '@/ui/Page'
import { useConflict } from '@/ui/useConflict'
import { PermissionGrid } from './PermissionGrid'
import { useRoles } from './roleQueries'
import styles from './roles.module.css'

const route = getRouteApi('/shell/settings/roles/$roleId')

/** One role: what it permits, to read or to change; "new" makes one, of nothing or as a copy. */
export function RolePage() {
  const { t } = useLingui()
  const { roleId } = route.useParams()
  const { copy } = route.useSearch()
  const roles = useRoles()
  const role = roles.data?.find(({ id }) => id === roleId)
  const source = roles.data?.find(({ id }) => id === copy)
  return (
    <PageBody>
      <Link to="/settings/roles" className={styles.back}>
        <IconArrowLeft size={16} aria-hidden="true" /> <Trans>Roles</Trans>
      </Link>
      {roles.error ? <ErrorNote error={roles.error} onRetry={() => void roles.refetch()} /> : null}
      {roles.isPending ? <Loading /> : null}
      {roles.data && (role || roleId === 'new') ? (
        <RoleForm key={`${roleId} ${copy ?? ''}`} role={role} source={source} />
      ) : null}
      {roles.data && !role && roleId !== 'new' ? (
        <EmptyState icon={IconShieldLock} title={t`There is no such role`}>
          <Trans>Somebody may have deleted it.</Trans>
        </EmptyState>
      ) : null}
    </PageBody>
  )
}

interface Values {
  name: string
  totp_required: boolean
  permissions: string[]
}

const toValues = (row: Role | undefined): Values => ({
  name: row?.name ?? '',
  totp_required: row?.totp_required ?? false,
  permissions: row?.permissions ?? [],
})

interface FormProps {
  /** Left out for a new one. */
  role?: Role
  /** What a new one begins with. */
  source?: Role
}

function RoleForm({ role, source }: FormProps) {
  const { t } = useLingui()
  const start = source ? { ...toValues(source), name: t`Copy of ${fromServer(source.name)}` } : toValues(role)
  const form = useForm<Values>({
    initialValues: start,
    validate: { name: (value) => (value.trim() ? null : t`Fill this in.`) },
  })
  const conflict = useConflict(form, { row: role, path: `/roles/${role?.id}` }, toValues)
  const save = useSave(role, form, conflict)
  const mayUpdate = useCan('UPDATE_ROLE')
  const own = !role?.builtin
  const labels: Record<keyof Values, string> = {
    name: t`Name`,
    totp_required: t`Require a second factor`,
    permissions: t`Permissions`,
  }
  const locked = role !== undefined && !mayUpdate
  return (
    <form className={styles.form} onSubmit={form.onSubmit((values) => save.mutate(values))} noValidate>
      <PageHeader
        title={role ? fromServer(role.name) : t`New role`}
        actions={<Acts role={role} locked={locked} saving={save.isPending} />}
      >
        {own ? (
          <Trans>A change holds at once for everybody who has the role.</Trans>
        ) : (
          <Trans>Built in: it grows with Parley and cannot be edited. Copy it to have your own.</Trans>
        )}
      </PageHeader>
      <RoleFields form={form} labels={labels} own={own} locked={locked} />
      <ConflictNote
        conflict={conflict}
        label={(field) => labels[field]}
        show={(field, values) =>
          field === 'permissions' ? String(values.permissions.length) : String(values[field])
        }
        use={(field, theirs) => form.setValues({ [field]: theirs[field] })}
      />
      {save.error && save.error.code !== 'version_conflict' ? <ErrorNote error={save.error} /> : null}
      <PermissionGrid
        held={form.values.permissions}
        onChange={
          own && !locked ? (permissions) => form.setFieldValue('permissions', permissions) : undefined
        }
      />
    </form>
  )
}

function Acts({ role, locked, saving }: { role?: Role; locked: boolean; saving: boolean }) {
  const navigate = useNavigate()
  const mayCopy = useCan('CREATE_ROLE')
  const copy = (id: string) =>
    void navigate({ to: '/settings/roles/$roleId', params: { roleId: 'new' }, search: { copy: id } })
  return (
    <>
      {role && mayCopy ? (
        <Button leftSection={<IconCopy size={16} />} onClick={() => copy(role.id)}>
          <Trans>Copy</Trans>
        </Button>
      ) : null}
      {locked ? null : (
        <Button kind="primary" type="submit" loading={saving}>
          {role ? <Trans>Save</Trans> : <Trans>Add role</Trans>}
        </Button>
      )}
    </>
  )
}

interface FieldsProps {
  form: UseFormReturnType<Values>
  labels: Record<keyof Values, string>
  own: boolean
  locked: boolean
}

function RoleFields({ form, labels, own, locked }: FieldsProps) {
  const { t } = useLingui()
  return (
    <Card title={t`About the role`}>
      {own ? (
        <TextField label={labels.name} required disabled={locked} {...form.getInputProps('name')} />
      ) : null}
      <SwitchField
        label={labels.totp_required}
        description={t`Who has the role sets up an authenticator app before anything else, and gives its code at each log-in.`}
        disabled={locked}
        {...form.getInputProps('totp_required', { type: 'checkbox' })}
      />
      {form.errors.permissions ? <Notice tone="warn">{form.errors.permissions}</Notice> : null}
    </Card>
  )
}

function useSave(
  role: Role | undefined,
  form: UseFormReturnType<Values>,
  conflict: ReturnType<typeof useConflict<Values, Role>>,
) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const navigate = useNavigate()
  return useMutation<Role, Problem, Values>({
    mutationFn: (values) =>
      role
        ? http.patch<Role>(`/roles/${role.id}`, {
            ...changed(conflict.base, values),
            version: conflict.version,
          })
        : http.post<Role>('/roles', values),
    onSuccess: (saved) => {
      void queries.invalidateQueries({ queryKey: ['roles'] })
      notify.done(t`Saved.`)
      if (role) conflict.rebase(saved)
      else void navigate({ to: '/settings/roles' })
    },
    onError: (problem) => {
      if (!conflict.handle(problem)) form.setErrors(problem.byField())
    },
  })
}
