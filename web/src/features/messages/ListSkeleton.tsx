import styles from './ListSkeleton.module.css'

const rows = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']

/** Stands in for rows that are being read; appears only after 200 ms, so that a quick answer does not flicker. */
export function ListSkeleton({ rowHeight }: { rowHeight: number }) {
  return (
    <div className={styles.skeleton} aria-hidden="true">
      {rows.map((row) => (
        <div key={row} className={styles.row} style={{ height: rowHeight }}>
          <span className={styles.disc} />
          <span className={styles.lines}>
            <span className={styles.line} />
            <span className={styles.line} />
          </span>
        </div>
      ))}
    </div>
  )
}
