import { useLingui } from '@lingui/react/macro'
import { CloseButton, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'

const pause = 150

interface Props {
  label: string
  value: string
  /** Called a moment after the last key. */
  onSearch: (text: string) => void
}

/** Searches as one types. The label is its name and its placeholder. */
export function SearchField({ label, value, onSearch }: Props) {
  const { t } = useLingui()
  const [text, setText] = useState(value)
  const asked = useRef(value)
  const [here] = useState(() => window.location.pathname)
  const search = useRef(onSearch)
  search.current = onSearch
  useEffect(() => {
    if (text === asked.current) return
    const timer = setTimeout(() => {
      // The page is being left: it is still drawn until the next one is here, and must not pull back to itself.
      if (window.location.pathname !== here) return
      asked.current = text
      search.current(text)
    }, pause)
    return () => clearTimeout(timer)
  }, [text, here])
  // The address changed by other means, as by going back: show what it says.
  useEffect(() => {
    if (value === asked.current) return
    asked.current = value
    setText(value)
  }, [value])
  return (
    <TextInput
      type="search"
      aria-label={label}
      placeholder={label}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      leftSection={<IconSearch size={16} aria-hidden="true" />}
      rightSection={
        text ? <CloseButton aria-label={t`Clear the search`} onClick={() => setText('')} /> : null
      }
    />
  )
}
