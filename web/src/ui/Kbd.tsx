import { caps } from './actions/keys'
import styles from './Kbd.module.css'

/** The caps of a shortcut. Read aloud by aria-keyshortcuts of what it triggers, hence hidden here. */
export function Kbd({ keys }: { keys: string }) {
  if (!keys) return null
  return (
    <span className={styles.keys} aria-hidden="true">
      {caps(keys).map((cap) => (
        <kbd key={cap} className={styles.cap}>
          {cap}
        </kbd>
      ))}
    </span>
  )
}
