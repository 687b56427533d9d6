import { Button } from './Button'
import styles from './Undo.module.css'

/** The words of a note together with the act that takes back what it tells of. */
export function Undo({ message, act, onUndo }: { message: string; act: string; onUndo: () => void }) {
  return (
    <span className={styles.undo}>
      <span>{message}</span>
      <Button kind="quiet" onClick={onUndo}>
        {act}
      </Button>
    </span>
  )
}
