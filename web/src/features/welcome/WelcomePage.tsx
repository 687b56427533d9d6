import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { IconArrowRight, IconCheck } from '@tabler/icons-react'
import { Link, Navigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useCan } from '@/api/session'
import { ErrorNote } from '@/ui/ErrorNote'
import { Loading } from '@/ui/Loading'
import { PageBody, PageHeader } from '@/ui/Page'
import { useFirstSteps } from './useFirstSteps'
import styles from './welcome.module.css'

/** The way from an empty hub to the first text, in three steps that tick themselves off. */
export function WelcomePage() {
  return useCan('CREATE_CHANNEL') ? <FirstStepsPage /> : <Navigate to="/messages" replace />
}

function FirstStepsPage() {
  const { t } = useLingui()
  const { steps, error, retry } = useFirstSteps()
  if (error) {
    return (
      <PageBody narrow>
        <ErrorNote error={error} onRetry={retry} />
      </PageBody>
    )
  }
  if (!steps) {
    return (
      <PageBody narrow>
        <Loading />
      </PageBody>
    )
  }
  const left = [steps.channel, steps.contact, steps.text].filter((done) => !done).length
  const simulator = { channel: steps.simulator, number: steps.number }
  return (
    <PageBody narrow>
      <PageHeader title={left === 0 ? t`You are set up` : t`First steps`}>
        {left === 0 ? (
          <Trans>Texts come in and go out. The rest is learned by doing.</Trans>
        ) : (
          <Plural value={left} one="One step to your first text." other="# steps to your first text." />
        )}
      </PageHeader>
      <ol className={styles.steps}>
        <Step
          done={steps.channel}
          title={t`Add a channel`}
          act={
            <Link className={styles.act} to="/settings/channels">
              <Trans>Add a channel</Trans>
              <IconArrowRight size={16} />
            </Link>
          }
        >
          <Trans>
            A number at a provider, or the simulator: it needs nothing and shows how everything works.
          </Trans>
        </Step>
        <Step
          done={steps.contact}
          title={t`Add a contact`}
          act={
            <Link className={styles.act} to="/contacts" search={{ create: true }}>
              <Trans>Add a contact</Trans>
              <IconArrowRight size={16} />
            </Link>
          }
        >
          <Trans>A person with a mobile number. Your own will do.</Trans>
        </Step>
        <Step
          done={steps.text}
          title={t`Send a test text`}
          act={
            <Link className={styles.act} to="/simulator" search={simulator}>
              <Trans>Open the simulator</Trans>
              <IconArrowRight size={16} />
            </Link>
          }
        >
          <Trans>Write from the simulator’s handset as the customer; the text arrives in Messages.</Trans>
        </Step>
      </ol>
      {left === 0 ? (
        <Link className={styles.main} to="/messages">
          <Trans>Go to Messages</Trans>
        </Link>
      ) : null}
    </PageBody>
  )
}

interface StepProps {
  done: boolean
  title: string
  act: ReactNode
  children: ReactNode
}

function Step({ done, title, act, children }: StepProps) {
  const { t } = useLingui()
  return (
    <li className={styles.step} data-done={done}>
      <span className={styles.mark}>
        {done ? <IconCheck size={16} stroke={2.5} aria-hidden="true" /> : null}
        <span className="visually-hidden">{done ? t`Done:` : t`To do:`}</span>
      </span>
      <div className={styles.words}>
        <h2 className={styles.title}>{title}</h2>
        <p className={styles.hint}>{children}</p>
      </div>
      {done ? null : act}
    </li>
  )
}
