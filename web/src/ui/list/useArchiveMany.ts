import { useLingui } from '@lingui/react/macro'
import { useRef } from 'react'
import type { SavedView } from '@/api/types'
import { notify } from '../notify'
import { type Chosen, useBulkEdit } from './useBulkEdit'

/** Archives or restores many rows at once. Where they are named one by one, the note that tells of it can take it back. */
export function useArchiveMany(subject: SavedView['subject']) {
  const { t } = useLingui()
  const last = useRef<{ chosen: Chosen; archived: boolean }>({ chosen: { ids: [] }, archived: false })
  const move = useBulkEdit(subject, ({ changed, refused }) => {
    const { chosen, archived } = last.current
    const words = archived ? t`${changed} archived.` : t`${changed} restored.`
    if (refused > 0) notify.failed(t`${refused} were refused.`, words)
    else if ('filter' in chosen) notify.done(words)
    else notify.undoable(words, t`Undo`, () => archive(chosen, !archived))
  })
  const archive = (chosen: Chosen, archived: boolean) => {
    last.current = { chosen, archived }
    move.run(chosen, { archived })
  }
  return { archive, pending: move.pending, error: move.error }
}
