import type { I18n } from '@lingui/core'
import { useLingui } from '@lingui/react/macro'
import { Spotlight } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { type Registry, useActions } from '@/ui/actions/registry'
import { type ActionID, actionIDs, declared } from '@/ui/actions/table'
import { Kbd } from '@/ui/Kbd'
import styles from './Palette.module.css'
import { hasSelected, paletteStore, selectFirst } from './paletteStore'
import { type FoundGroup, useFound } from './useFound'

/** Ctrl K: every act with its shortcut, and every conversation, contact and account, from anywhere. */
export function Palette() {
  const { t, i18n } = useLingui()
  const [text, setText] = useState('')
  const registry = useActions()
  const found = useFound(registry.sources, text)
  const groups = actionGroups(registry, text, i18n)
  const nothing = groups.length === 0 && found.every(({ items }) => items.length === 0)
  return (
    <Spotlight.Root
      store={paletteStore}
      shortcut={null}
      query={text}
      onQueryChange={setText}
      centered={false}
      scrollable
      maxHeight={520}
      size={600}
      yOffset="10vh"
      overlayProps={{ backgroundOpacity: 0.4 }}
      attributes={{ content: { 'aria-label': t`Search or run a command` } }}
      classNames={{ content: styles.content }}
    >
      <Spotlight.Search
        placeholder={t`Search or run a command`}
        aria-label={t`Search or run a command`}
        leftSection={<IconSearch size={18} />}
        classNames={{ input: styles.input }}
      />
      <Spotlight.ActionsList className={styles.list}>
        {groups.map(({ label, ids }) => (
          <Spotlight.ActionsGroup key={label} label={label}>
            {ids.map((id) => (
              <PaletteAction key={id} id={id} registry={registry} />
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {found.map(({ id, label, icon: Icon, items }) =>
          items.length === 0 ? null : (
            <Spotlight.ActionsGroup key={id} label={label}>
              {items.map((item) => (
                <Spotlight.Action
                  key={item.id}
                  label={item.label}
                  description={item.detail}
                  onClick={item.run}
                  className={styles.action}
                  leftSection={<Icon size={18} />}
                />
              ))}
            </Spotlight.ActionsGroup>
          ),
        )}
        {nothing ? <Spotlight.Empty>{t`Nothing found`}</Spotlight.Empty> : null}
      </Spotlight.ActionsList>
      <FirstSelected text={text} found={found} />
    </Spotlight.Root>
  )
}

/**
 * Selects the first line for a new text, and again where what was found meanwhile took the selected one away. It stands
 * below the list, whose effects make it known to the kit.
 */
function FirstSelected({ text, found }: { text: string; found: FoundGroup[] }) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text is the occasion
  useEffect(selectFirst, [text])
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was found is the occasion
  useEffect(() => {
    if (!hasSelected()) selectFirst()
  }, [found])
  return null
}

function PaletteAction({ id, registry }: { id: ActionID; registry: Registry }) {
  const { i18n } = useLingui()
  const { label, keys } = declared(id)
  const Icon = registry.find(id)?.icon
  return (
    <Spotlight.Action
      label={i18n._(label)}
      className={styles.action}
      onClick={() => registry.run(id)}
      leftSection={Icon ? <Icon size={18} /> : <span className={styles.noIcon} />}
      rightSection={keys ? <Kbd keys={keys} /> : undefined}
    />
  )
}

function actionGroups(registry: Registry, text: string, i18n: I18n) {
  const wanted = text.trim().toLocaleLowerCase()
  const offered = actionIDs.filter((id) => {
    const handler = registry.find(id)
    return (
      handler &&
      handler.enabled !== false &&
      !declared(id).hidden &&
      i18n._(declared(id).label).toLocaleLowerCase().includes(wanted)
    )
  })
  const groups = new Map<string, ActionID[]>()
  for (const id of offered) {
    const label = i18n._(declared(id).group)
    groups.set(label, [...(groups.get(label) ?? []), id])
  }
  return [...groups].map(([label, ids]) => ({ label, ids }))
}
