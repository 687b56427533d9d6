import { Trans, useLingui } from '@lingui/react/macro'
import { useMutation } from '@tanstack/react-query'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import type { PasswordLink, User } from '@/api/types'
import { Button } from '@/ui/Button'
import { CopyField } from '@/ui/CopyField'
import { Dialog } from '@/ui/Dialog'
import { DialogButtons } from '@/ui/DialogButtons'
import { ErrorNote } from '@/ui/ErrorNote'
import { useTimes } from '@/ui/format'
import { Notice } from '@/ui/Notice'

/** Makes a link with which the user sets a password, and shows it the only time that it can be seen. */
export function PasswordLinkDialog({ user, onClose }: { user: User; onClose: () => void }) {
  const { t } = useLingui()
  const times = useTimes()
  const make = useMutation<PasswordLink, Problem>({
    mutationFn: () => http.post<PasswordLink>(`/users/${user.id}/password-link`),
  })
  const title = t`A link for ${user.name}`
  if (make.data) {
    const until = times.short(make.data.expires_at)
    const done = (
      <Button kind="primary" onClick={onClose}>
        <Trans>I have copied it</Trans>
      </Button>
    )
    return (
      <Dialog title={title} opened onClose={onClose} footer={done}>
        <p>
          <Trans>
            Pass it on to {user.name} and to nobody else: whoever has it chooses the password. It works once,
            until {until}.
          </Trans>
        </p>
        <CopyField label={t`Link`} value={make.data.url} />
        <Notice tone="warn">
          <Trans>Copy it now. It is not kept in a form that could be shown again.</Trans>
        </Notice>
      </Dialog>
    )
  }
  return (
    <Dialog
      title={title}
      opened
      onClose={onClose}
      onSubmit={(event) => {
        event.preventDefault()
        event.stopPropagation() // the dialog may stand above another form
        make.mutate()
      }}
      footer={<DialogButtons onCancel={onClose} act={t`Make link`} pending={make.isPending} />}
    >
      <p>
        <Trans>
          With it {user.name} chooses a password. You pass it on yourself: Parley sends nothing. It works
          once, for seven days; links that were made before no longer work.
        </Trans>
      </p>
      {make.error ? <ErrorNote error={make.error} /> : null}
    </Dialog>
  )
}
