import { useLingui } from '@lingui/react/macro'
import type { ImportRow } from '@/api/types'
import { useTimes } from '@/ui/format'

/** What is said of an import in words: where it stands, and whose it is. */
export function useImportWords() {
  const { t } = useLingui()
  const times = useTimes()
  const states: Record<ImportRow['state'], string> = {
    ready: t`Not started`,
    checking: t`Trying all rows`,
    checked: t`What would happen`,
    running: t`Importing`,
    done: t`Imported`,
    cancelled: t`Cancelled`,
    failed: t`The import ended early`,
  }
  const whose = (row: ImportRow) => {
    const who = row.by?.name || t`somebody`
    const when = times.short(row.created_at)
    return row.state === 'ready' ? t`Uploaded by ${who}, ${when}` : t`Started by ${who}, uploaded ${when}`
  }
  return { states, whose }
}
