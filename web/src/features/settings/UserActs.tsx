import { Trans, useLingui } from '@lingui/react/macro'
import { IconDeviceMobileOff, IconLink, IconLogout } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import type { User } from '@/api/types'
import { Button } from '@/ui/Button'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import { notify } from '@/ui/notify'
import { PasswordLinkDialog } from './PasswordLinkDialog'
import styles from './settings.module.css'

/** What an administrator can do for a user who is locked out, or whose device is lost. */
export function UserActs({ user }: { user: User }) {
  const [open, setOpen] = useState<'link' | 'sessions' | 'totp' | null>(null)
  const close = () => setOpen(null)
  return (
    <div className={styles.userActs}>
      {user.active ? (
        <Button leftSection={<IconLink size={16} />} onClick={() => setOpen('link')}>
          {user.invited ? <Trans>Invitation link</Trans> : <Trans>Link for a new password</Trans>}
        </Button>
      ) : null}
      <Button leftSection={<IconLogout size={16} />} onClick={() => setOpen('sessions')}>
        <Trans>Log out everywhere</Trans>
      </Button>
      {user.totp ? (
        <Button leftSection={<IconDeviceMobileOff size={16} />} onClick={() => setOpen('totp')}>
          <Trans>Reset second factor</Trans>
        </Button>
      ) : null}
      {open === 'link' ? <PasswordLinkDialog user={user} onClose={close} /> : null}
      {open === 'sessions' || open === 'totp' ? <Confirm user={user} what={open} onClose={close} /> : null}
    </div>
  )
}

interface ConfirmProps {
  user: User
  what: 'sessions' | 'totp'
  onClose: () => void
}

function Confirm({ user, what, onClose }: ConfirmProps) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const act = useMutation<void, Problem>({
    mutationFn: () => http.delete(`/users/${user.id}/${what}`),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['users'] })
      notify.done(what === 'totp' ? t`The second factor is gone.` : t`${user.name} is logged out everywhere.`)
      onClose()
    },
  })
  const words = {
    sessions: {
      title: t`Log ${user.name} out everywhere?`,
      act: t`Log out`,
      text: t`Every browser of this user is logged out at once. API tokens go on.`,
    },
    totp: {
      title: t`Reset the second factor of ${user.name}?`,
      act: t`Reset`,
      text: t`Make sure that it is really this user who asks: the password alone lets in again, until a new second factor is set up.`,
    },
  }[what]
  return (
    <ConfirmDialog
      title={words.title}
      opened
      onClose={onClose}
      act={words.act}
      onConfirm={() => act.mutate()}
      pending={act.isPending}
      error={act.error}
    >
      <p>{words.text}</p>
    </ConfirmDialog>
  )
}
