import { useLingui } from '@lingui/react/macro'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import { useCan } from '@/api/session'
import type { SavedView } from '@/api/types'
import { ConflictNote } from '../ConflictNote'
import { Dialog } from '../Dialog'
import { DialogButtons } from '../DialogButtons'
import { ErrorNote } from '../ErrorNote'
import { SwitchField, TextField } from '../Field'
import { notify } from '../notify'
import { useConflict } from '../useConflict'

interface Props {
  /** Left out for a new one. */
  view?: SavedView
  /** What a new one shows. */
  fresh: Pick<SavedView, 'subject' | 'filter' | 'sort' | 'columns'>
  onClose: () => void
  onSaved: (view: SavedView) => void
}

const valuesOf = (view: SavedView | undefined) => ({ name: view?.name ?? '', shared: view?.shared ?? false })

/** Names a view, and says whether everybody sees it. */
export function ViewDialog({ view, fresh, onClose, onSaved }: Props) {
  const { t } = useLingui()
  const mayShare = useCan('SHARE_VIEW')
  const queries = useQueryClient()
  const form = useForm({
    initialValues: valuesOf(view),
    validate: { name: (value) => (value.trim() ? null : t`Fill this in.`) },
  })
  const conflict = useConflict(form, { row: view, path: `/saved-views/${view?.id}` }, valuesOf)
  const save = useMutation<SavedView, Problem, typeof form.values>({
    mutationFn: ({ name, shared }) => {
      const body = { name, ...(mayShare ? { shared } : {}) }
      return view
        ? http.patch(`/saved-views/${view.id}`, { ...body, version: conflict.version })
        : http.post('/saved-views', { ...fresh, ...body })
    },
    onSuccess: (saved) => {
      void queries.invalidateQueries({ queryKey: ['saved-views'] })
      onClose()
      onSaved(saved)
      notify.done(view ? t`Saved.` : t`${saved.name} was added.`)
    },
    onError: (problem) => {
      if (!conflict.handle(problem)) form.setErrors(problem.byField())
    },
  })
  const said = (value: string | boolean) => (typeof value === 'string' ? value : value ? t`Yes` : t`No`)
  const labels = { name: t`Name`, shared: t`Everybody sees it` }
  const refused = save.error && save.error.code !== 'version_conflict'
  return (
    <Dialog
      title={view ? t`Edit ${view.name}` : t`Save this view`}
      opened
      size="small"
      onClose={onClose}
      onSubmit={form.onSubmit((values) => save.mutate(values))}
      footer={<DialogButtons onCancel={onClose} act={t`Save`} pending={save.isPending} />}
    >
      <TextField
        label={labels.name}
        description={t`The filters, the order and the columns are kept with it.`}
        required
        data-autofocus
        {...form.getInputProps('name')}
      />
      {mayShare ? (
        <SwitchField label={labels.shared} {...form.getInputProps('shared', { type: 'checkbox' })} />
      ) : null}
      <ConflictNote
        conflict={conflict}
        label={(field) => labels[field]}
        show={(field, values) => said(values[field])}
        use={(field, theirs) => form.setValues({ [field]: theirs[field] })}
      />
      {refused ? <ErrorNote error={save.error} /> : null}
    </Dialog>
  )
}
