import { useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { type Owner, ownerPaths } from '@/lib/owner'
import { SelectField } from '@/ui/Field'
import { NamedField } from '@/ui/NamedField'
import { useOwnerWords } from './useOwnerWords'

interface Props {
  value: Owner
  onChange: (owner: Owner) => void
  error?: ReactNode
}

/** Whom a contact belongs to: the kind, where the user may see more than one, and the one of that kind. */
export function OwnerField({ value, onChange, error }: Props) {
  const { t } = useLingui()
  const { words, seen } = useOwnerWords()
  const offered = [...new Set([...seen, value.kind])]
  return (
    <>
      {offered.length > 1 ? (
        <SelectField
          label={t`Belongs to`}
          data={offered.map((kind) => ({ value: kind, label: words[kind].one }))}
          value={value.kind}
          onChange={(kind) => onChange({ kind: (kind ?? 'account') as Owner['kind'], id: '', name: '' })}
        />
      ) : null}
      <NamedField
        key={value.kind}
        label={words[value.kind].label}
        path={ownerPaths[value.kind]}
        value={value.id ? value : null}
        onChange={(chosen) => onChange({ kind: value.kind, id: chosen?.id ?? '', name: chosen?.name ?? '' })}
        error={error}
      />
    </>
  )
}
