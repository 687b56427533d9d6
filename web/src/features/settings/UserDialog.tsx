import { Trans, useLingui } from '@lingui/react/macro'
import { type FormRulesRecord, type UseFormReturnType, useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import { useMe } from '@/api/session'
import type { User } from '@/api/types'
import { characters } from '@/lib/characters'
import { changed } from '@/lib/merge'
import { fromServer } from '@/locales/server/fromServer'
import { ConflictNote } from '@/ui/ConflictNote'
import { Dialog } from '@/ui/Dialog'
import { DialogButtons } from '@/ui/DialogButtons'
import { ErrorNote } from '@/ui/ErrorNote'
import { PasswordField, SelectField, SwitchField, TextField } from '@/ui/Field'
import { notify } from '@/ui/notify'
import { useConflict } from '@/ui/useConflict'
import { useRoles } from './roleQueries'
import { UserActs } from './UserActs'

interface UserValues {
  name: string
  email: string
  role: string
  extension: string
  password: string
  active: boolean
}

const shortest = 10

const toValues = (row: User | undefined): UserValues => ({
  name: row?.name ?? '',
  email: row?.email ?? '',
  role: row?.role.key ?? 'agent',
  extension: row?.extension ?? '',
  password: '',
  active: row?.active ?? true,
})

interface Props {
  /** Left out for a new one. */
  user?: User
  onClose: () => void
  /** A user was added without a password: he needs a link. Left out for who may make none. */
  onInvited?: (user: User) => void
}

export function UserDialog({ user, onClose, onInvited }: Props) {
  const { t } = useLingui()
  const form = useForm<UserValues>({
    initialValues: toValues(user),
    validate: useRules(user === undefined, onInvited !== undefined),
  })
  const conflict = useConflict(form, { row: user, path: `/users/${user?.id}` }, toValues)
  const save = useSave(user, form, conflict, (saved) => {
    onClose()
    if (!user && saved.invited) onInvited?.(saved)
  })
  const labels: Record<keyof UserValues, string> = {
    name: t`Name`,
    email: t`Email`,
    role: t`Role`,
    extension: t`Extension`,
    password: t`Password`,
    active: t`May log in`,
  }
  const refused = save.error && save.error.code !== 'version_conflict'
  return (
    <Dialog
      title={user ? t`Edit ${user.name}` : t`New user`}
      opened
      onClose={onClose}
      onSubmit={form.onSubmit((values) => save.mutate(values))}
      footer={
        <DialogButtons onCancel={onClose} act={user ? t`Save` : t`Add user`} pending={save.isPending} />
      }
    >
      <Fields user={user} form={form} labels={labels} mayInvite={onInvited !== undefined} />
      {user ? <UserActs user={user} /> : null}
      <ConflictNote
        conflict={conflict}
        label={(field) => labels[field]}
        show={(field, value) => String(value[field])}
        use={(field, value) => form.setFieldValue(field, value[field])}
      />
      {refused ? <ErrorNote error={save.error} /> : null}
    </Dialog>
  )
}

type UserForm = UseFormReturnType<UserValues, UserValues, FormRulesRecord<UserValues>>

interface FieldsProps {
  user?: User
  form: UserForm
  labels: Record<keyof UserValues, string>
  mayInvite: boolean
}

function Fields({ user, form, labels, mayInvite }: FieldsProps) {
  const { t } = useLingui()
  const me = useMe()
  const roles = useRoles()
  const self = user?.id === me.id
  return (
    <>
      <TextField label={labels.name} required data-autofocus {...form.getInputProps('name')} />
      <TextField
        label={labels.email}
        type="email"
        required
        disabled={user !== undefined}
        description={user ? undefined : t`What the user logs in with.`}
        {...form.getInputProps('email')}
      />
      <SelectField
        label={labels.role}
        required
        data={(roles.data ?? []).map(({ key, name }) => ({ value: key, label: fromServer(name) }))}
        disabled={self}
        description={
          self ? t`Another administrator changes your own role.` : t`What it permits is under Roles.`
        }
        {...form.getInputProps('role')}
      />
      <TextField
        label={labels.extension}
        inputMode="numeric"
        description={t`Shown beside the name, as in “Jake (201)”.`}
        {...form.getInputProps('extension')}
      />
      {user ? (
        <SwitchField
          label={labels.active}
          description={
            self
              ? t`You cannot deactivate yourself.`
              : t`Switched off, the user is logged out at once; what they wrote stays.`
          }
          disabled={self}
          {...form.getInputProps('active', { type: 'checkbox' })}
        />
      ) : (
        <PasswordField
          label={t`First password`}
          description={
            mayInvite ? (
              <Trans>Leave it empty to get a link with which the user chooses one. Better that way.</Trans>
            ) : (
              <Trans>At least {shortest} characters. Give it to the user, who can change it.</Trans>
            )
          }
          required={!mayInvite}
          autoComplete="new-password"
          {...form.getInputProps('password')}
        />
      )}
    </>
  )
}

function useRules(isNew: boolean, mayInvite: boolean) {
  const { t } = useLingui()
  return {
    name: (value: string) => (value.trim() ? null : t`Fill this in.`),
    email: (value: string) => (/^\S+@\S+$/.test(value.trim()) ? null : t`Give an email address.`),
    password: (value: string) =>
      isNew && characters(value) < shortest && !(mayInvite && value === '')
        ? t`At least ${shortest} characters.`
        : null,
  }
}

function useSave(
  user: User | undefined,
  form: UserForm,
  conflict: ReturnType<typeof useConflict<UserValues, User>>,
  onDone: (saved: User) => void,
) {
  const { t } = useLingui()
  const queries = useQueryClient()
  return useMutation<User, Problem, UserValues>({
    mutationFn: ({ active, password, ...values }) => {
      if (!user) return http.post<User>('/users', { ...values, ...(password ? { password } : {}) })
      const { email: _, ...patch } = changed(conflict.base, { ...values, active, password: '' })
      return http.patch<User>(`/users/${user.id}`, { ...patch, version: conflict.version })
    },
    onSuccess: (saved) => {
      void queries.invalidateQueries({ queryKey: ['users'] })
      notify.done(user || saved.invited ? t`Saved.` : t`${saved.name} can log in now.`)
      onDone(saved)
    },
    onError: (problem) => {
      if (!conflict.handle(problem)) form.setErrors(problem.byField())
    },
  })
}
