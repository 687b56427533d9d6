import { useLingui } from '@lingui/react/macro'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import { useCan } from '@/api/session'
import type { SavedView } from '@/api/types'
import { Dialog } from '../Dialog'
import { DialogButtons } from '../DialogButtons'
import { ErrorNote } from '../ErrorNote'
import { SwitchField, TextField } from '../Field'
import { notify } from '../notify'

interface Props {
  /** Left out for a new one. */
  view?: SavedView
  /** What a new one shows. */
  fresh: Pick<SavedView, 'subject' | 'filter' | 'sort' | 'columns'>
  onClose: () => void
  onSaved: (view: SavedView) => void
}

/** Names a view, and says whether everybody sees it. */
export function ViewDialog({ view, fresh, onClose, onSaved }: Props) {
  const { t } = useLingui()
  const mayShare = useCan('SHARE_VIEW')
  const queries = useQueryClient()
  const form = useForm({
    initialValues: { name: view?.name ?? '', shared: view?.shared ?? false },
    validate: { name: (value) => (value.trim() ? null : t`Fill this in.`) },
  })
  const save = useMutation<SavedView, Problem, typeof form.values>({
    mutationFn: ({ name, shared }) => {
      const body = { name, ...(mayShare ? { shared } : {}) }
      return view
        ? http.patch(`/saved-views/${view.id}`, body)
        : http.post('/saved-views', { ...fresh, ...body })
    },
    onSuccess: (saved) => {
      void queries.invalidateQueries({ queryKey: ['saved-views'] })
      onClose()
      onSaved(saved)
      notify.done(view ? t`Saved.` : t`${saved.name} was added.`)
    },
    onError: (problem) => form.setErrors(problem.byField()),
  })
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
        label={t`Name`}
        description={t`The filters, the order and the columns are kept with it.`}
        required
        data-autofocus
        {...form.getInputProps('name')}
      />
      {mayShare ? (
        <SwitchField label={t`Everybody sees it`} {...form.getInputProps('shared', { type: 'checkbox' })} />
      ) : null}
      {save.error ? <ErrorNote error={save.error} /> : null}
    </Dialog>
  )
}
