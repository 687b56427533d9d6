import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import type { Contact } from '@/api/types'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import { notify } from '@/ui/notify'

interface Props {
  contact: Contact
  opened: boolean
  onClose: () => void
}

export function DeleteContact({ contact, opened, onClose }: Props) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const remove = useMutation<void, Problem>({
    mutationFn: () => http.delete(`/contacts/${contact.id}`),
    onSuccess: async () => {
      await navigate({ to: '/contacts' })
      queries.removeQueries({ queryKey: ['contacts', contact.id] })
      void queries.invalidateQueries({ queryKey: ['contacts'] })
      notify.done(t`${contact.name} was deleted.`)
    },
  })
  return (
    <ConfirmDialog
      title={t`Delete ${contact.name}?`}
      opened={opened}
      onClose={onClose}
      act={t`Delete contact`}
      onConfirm={() => remove.mutate()}
      pending={remove.isPending}
      error={remove.error}
    >
      <p>
        <Trans>
          The person and the link to the account go. Conversations stay under the bare number, and so does the
          record of consent: who opted out stays opted out.
        </Trans>
      </p>
    </ConfirmDialog>
  )
}
