import { Trans, useLingui } from '@lingui/react/macro'
import { IconGitMerge } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { Button } from './Button'
import { ErrorNote } from './ErrorNote'
import styles from './Notice.module.css'
import type { Conflict } from './useConflict'

interface Props<V> {
  conflict: Pick<Conflict<V>, 'outcome' | 'error'>
  /** How the form calls a field. */
  label: (field: keyof V) => string
  /** How a value of the field is written for people. */
  show: (field: keyof V, value: V) => string
  /** Puts their value of the field into the form. */
  use: (field: keyof V, value: V) => void
}

/** Says what somebody else changed while one was writing. Nothing typed is lost; "Save" then overwrites knowingly. */
export function ConflictNote<V extends object>({ conflict: { outcome, error }, label, show, use }: Props<V>) {
  const { t } = useLingui()
  const note = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (outcome) note.current?.scrollIntoView({ block: 'nearest' })
  }, [outcome])
  if (error) return <ErrorNote error={error} />
  if (!outcome) return null
  const { taken, disputed, theirs } = outcome
  const list = taken.map(label).join(', ')
  return (
    <div ref={note} role="alert" className={styles.notice} data-tone="warn">
      <IconGitMerge size={18} className={styles.icon} aria-hidden="true" />
      <div className={styles.text}>
        <p>
          <Trans>Someone else saved this while you were writing. What you wrote is kept.</Trans>
        </p>
        {taken.length > 0 ? <p>{t`Taken over from them: ${list}.`}</p> : null}
        {disputed.map((field) => (
          <p key={String(field)} className={styles.line}>
            <span>
              <b>{label(field)}</b>: <Trans>they wrote “{show(field, theirs) || '—'}”</Trans>
            </span>
            <Button onClick={() => use(field, theirs)}>
              <Trans>Use theirs</Trans>
            </Button>
          </p>
        ))}
        <p>
          <Trans>Check it and save again.</Trans>
        </p>
      </div>
    </div>
  )
}
