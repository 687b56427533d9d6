import { Trans, useLingui } from '@lingui/react/macro'
import { IconAlertTriangle, IconCopy } from '@tabler/icons-react'
import { asProblem } from '@/api/problem'
import { Button } from './Button'
import styles from './ErrorNote.module.css'
import { useProblemText } from './problemText'

interface Props {
  error: unknown
  /** Shown as "Try again". */
  onRetry?: () => void
}

/** What went wrong, what to do, and the request id to quote. Never hides what was typed. */
export function ErrorNote({ error, onRetry }: Props) {
  const { t } = useLingui()
  const say = useProblemText()
  const problem = asProblem(error)
  const copy = () => void navigator.clipboard.writeText(problem.requestID)
  return (
    <div role="alert" className={styles.note}>
      <IconAlertTriangle size={18} className={styles.icon} aria-hidden="true" />
      <div className={styles.text}>
        <p>{say(problem)}</p>
        {problem.requestID ? (
          <button
            type="button"
            className={styles.request}
            onClick={copy}
            aria-label={t`Request ${problem.requestID}: copy the ID`}
          >
            <span>
              <Trans>Request {problem.requestID}</Trans>
            </span>
            <IconCopy size={12} />
          </button>
        ) : null}
      </div>
      {onRetry ? (
        <Button onClick={onRetry}>
          <Trans>Try again</Trans>
        </Button>
      ) : null}
    </div>
  )
}
