import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { http } from '@/api/http'
import { useMe } from '@/api/session'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Dialog } from '@/ui/Dialog'
import { Notice } from '@/ui/Notice'
import { ConfirmPassword } from './ConfirmPassword'
import { Enrol } from './Enrol'
import styles from './profile.module.css'
import { RecoveryCodes } from './RecoveryCodes'

type Open = 'enrol' | 'codes' | 'end' | null

/** The user's second factor: an authenticator app whose code is asked for at each log-in. */
export function SecondFactor() {
  const { t } = useLingui()
  const me = useMe()
  const [open, setOpen] = useState<Open>(null)
  const close = () => setOpen(null)
  return (
    <Card
      title={t`Second factor`}
      hint={t`With an authenticator app on your telephone, a stolen password alone opens nothing.`}
      actions={
        me.totp ? null : (
          <Button onClick={() => setOpen('enrol')}>
            <Trans>Set up</Trans>
          </Button>
        )
      }
    >
      {me.totp ? <Active onOpen={setOpen} /> : null}
      {open === 'enrol' ? (
        <Dialog title={t`Set up a second factor`} opened onClose={close}>
          <Enrol onDone={close} />
        </Dialog>
      ) : null}
      {open === 'codes' ? <NewCodes onClose={close} /> : null}
      {open === 'end' ? (
        <ConfirmPassword
          title={t`Switch the second factor off?`}
          act={t`Switch off`}
          path="/session/totp/end"
          onDone={close}
          onClose={close}
        >
          <Trans>From then on your password alone lets in.</Trans>
        </ConfirmPassword>
      ) : null}
    </Card>
  )
}

function Active({ onOpen }: { onOpen: (what: Open) => void }) {
  const state = useQuery({
    queryKey: ['totp'],
    queryFn: ({ signal }) => http.get<{ recovery_codes_left: number }>('/session/totp', { signal }),
  })
  const left = state.data?.recovery_codes_left
  return (
    <>
      <Notice tone="ok">
        <Trans>It is on: at each log-in you are asked for a code.</Trans>
      </Notice>
      {left !== undefined ? (
        <p className={styles.meta}>
          <Trans>Recovery codes left: {left}</Trans>
        </p>
      ) : null}
      <div className={styles.acts}>
        <Button onClick={() => onOpen('codes')}>
          <Trans>New recovery codes</Trans>
        </Button>
        <Button onClick={() => onOpen('end')}>
          <Trans>Switch off</Trans>
        </Button>
      </div>
    </>
  )
}

function NewCodes({ onClose }: { onClose: () => void }) {
  const { t } = useLingui()
  const [codes, setCodes] = useState<string[]>([])
  if (codes.length > 0) {
    return (
      <Dialog title={t`Your recovery codes`} opened onClose={onClose}>
        <RecoveryCodes codes={codes} onDone={onClose} />
      </Dialog>
    )
  }
  return (
    <ConfirmPassword<{ recovery_codes: string[] }>
      title={t`New recovery codes`}
      act={t`Make new codes`}
      path="/session/totp/recovery-codes"
      onDone={(made) => setCodes(made.recovery_codes)}
      onClose={onClose}
    >
      <Trans>The codes that you have now will count no more.</Trans>
    </ConfirmPassword>
  )
}
