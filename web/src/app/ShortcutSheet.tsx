import { useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { useSession } from '@/api/session'
import { useAction } from '@/ui/actions/registry'
import { type ActionID, actionIDs, declared } from '@/ui/actions/table'
import { keysOf } from '@/ui/actions/useShortcuts'
import { Dialog } from '@/ui/Dialog'
import { Kbd } from '@/ui/Kbd'
import styles from './ShortcutSheet.module.css'

/** '?': the whole table of shortcuts, as it is in force for this user. */
export function ShortcutSheet() {
  const { t, i18n } = useLingui()
  const [opened, setOpened] = useState(false)
  const own = useSession().data?.preferences ?? {}
  useAction('shortcuts.show', { run: () => setOpened(true) })
  const keysFor = (id: ActionID) => keysOf(id, { [id]: own[`keys.${id}`] })
  const groups = [...new Set(actionIDs.map((id) => i18n._(declared(id).group)))]
  return (
    <Dialog title={t`Keyboard shortcuts`} opened={opened} onClose={() => setOpened(false)} size="large">
      <div className={styles.groups}>
        {groups.map((group) => (
          <section key={group}>
            <h3 className={styles.heading}>{group}</h3>
            <dl className={styles.list}>
              {actionIDs
                .filter((id) => i18n._(declared(id).group) === group && keysFor(id))
                .map((id) => (
                  <div key={id} className={styles.row}>
                    <dt>{i18n._(declared(id).label)}</dt>
                    <dd>
                      <span className="visually-hidden">{keysFor(id)}</span>
                      <Kbd keys={keysFor(id)} />
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
