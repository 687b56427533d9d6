import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import type { Role } from '@/api/types'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import { Notice } from '@/ui/Notice'

/** Asks before a role is deleted; of one that is in use it says who has it. */
export function DeleteRole({ role, onClose }: { role: Role; onClose: () => void }) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const remove = useMutation<void, Problem>({
    mutationFn: () => http.delete(`/roles/${role.id}`),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['roles'] })
      onClose()
    },
  })
  const holders = remove.error?.code === 'role_in_use' ? String(remove.error.meta.holders ?? '') : ''
  return (
    <ConfirmDialog
      title={t`Delete ${role.name}?`}
      opened
      onClose={onClose}
      act={t`Delete role`}
      onConfirm={() => remove.mutate()}
      pending={remove.isPending}
      error={holders ? null : remove.error}
    >
      <p>
        <Trans>A role that nobody has can be deleted. The audit trail keeps what it permitted.</Trans>
      </p>
      {holders ? (
        <Notice tone="warn" live>
          <Trans>It is still the role of {holders}. Give them another one first.</Trans>
        </Notice>
      ) : null}
    </ConfirmDialog>
  )
}
