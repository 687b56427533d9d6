import { useLingui } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import { sessionKey } from '@/api/session'
import { LoginForm } from '@/features/login/LoginForm'
import { Dialog } from '@/ui/Dialog'

/** Lets a user whose session has ended log in again in place of the page, so that nothing typed is lost. */
export function Renewal({ email, ended }: { email: string; ended: boolean }) {
  const { t } = useLingui()
  const queries = useQueryClient()
  return (
    <Dialog
      title={t`Your session has ended`}
      opened={ended}
      onClose={() => void queries.resetQueries({ queryKey: sessionKey })}
      size="small"
      opaque
    >
      <LoginForm email={email} onDone={() => void queries.invalidateQueries()} />
    </Dialog>
  )
}
