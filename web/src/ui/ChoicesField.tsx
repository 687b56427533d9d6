import type { ReactNode } from 'react'
import type { Named } from '@/api/types'
import { fromServer } from '@/locales/server/fromServer'
import { MultiSelectField } from './Field'

interface Props {
  label: string
  description?: string
  /** What can be chosen; what is chosen already is offered too. */
  offered: Named[]
  value: Named[]
  onChange: (value: Named[]) => void
  error?: ReactNode
}

/** Chooses any number out of a short list. */
export function ChoicesField({ offered, value, onChange, ...rest }: Props) {
  const all = [...offered, ...value.filter(({ id }) => !offered.some((each) => each.id === id))]
  return (
    <MultiSelectField
      {...rest}
      searchable
      hidePickedOptions
      data={all.map(({ id, name }) => ({ value: id, label: fromServer(name) }))}
      value={value.map(({ id }) => id)}
      onChange={(ids) =>
        onChange(all.filter(({ id }) => ids.includes(id)).map(({ id, name }) => ({ id, name })))
      }
    />
  )
}
