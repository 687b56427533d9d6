import { useLingui } from '@lingui/react/macro'
import { IconSearch, IconX } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { useAction } from '@/ui/actions/registry'
import { declared } from '@/ui/actions/table'
import { IconButton } from '@/ui/IconButton'
import { Kbd } from '@/ui/Kbd'
import styles from './SearchBox.module.css'
import type { Filter } from './store/filter'

const pause = 180

/** Finds conversations by name, number or words; what is sought stands in the address. */
export function SearchBox({ filter }: { filter: Filter }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const input = useRef<HTMLInputElement>(null)
  const [text, setText] = useState(filter.q ?? '')
  useAction('conversation.search', { run: () => input.current?.focus() })
  useEffect(() => {
    if ((filter.q ?? '') === text.trim()) return
    const search = { ...filter, q: text.trim() || undefined }
    const timer = setTimeout(() => void navigate({ to: '.', search, replace: true }), pause)
    return () => clearTimeout(timer)
  }, [text, filter, navigate])
  return (
    <search className={styles.box}>
      <IconSearch size={16} className={styles.icon} aria-hidden="true" />
      <input
        ref={input}
        type="search"
        className={styles.input}
        placeholder={t`Search name, number or words`}
        aria-label={t`Search conversations`}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && setText('')}
      />
      {text === '' ? (
        <span className={styles.hint}>
          <Kbd keys={declared('conversation.search').keys ?? ''} />
        </span>
      ) : (
        <IconButton
          icon={IconX}
          size={14}
          label={t`Clear the search`}
          className={styles.clear}
          onClick={() => setText('')}
        />
      )}
    </search>
  )
}
