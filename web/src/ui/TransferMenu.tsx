import { useLingui } from '@lingui/react/macro'
import { IconDotsVertical, IconDownload, IconUpload } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { downloadAddress } from '@/api/http'
import { useCan } from '@/api/session'
import { IconButton } from './IconButton'
import { type Address, filtersOf } from './list/address'
import type { Filter } from './list/Filters'
import { Menu, type MenuEntry } from './Menu'

interface Props {
  of: 'contacts' | 'accounts'
  /** What the list shows: an export gives the same. */
  address: Address
  filters: Filter[]
}

/** Import and export of a list, for those who may. */
export function TransferMenu({ of, address, filters }: Props) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const mayImport = useCan('IMPORT_CONTACT')
  const mayExport = useCan('EXPORT_CONTACT')
  const query = {
    ...filtersOf(
      address,
      filters.map(({ param }) => param),
    ),
    q: address.q,
  }
  const download = (format: string) =>
    window.location.assign(downloadAddress(`/${of}/export`, { ...query, format }))
  const entries: MenuEntry[] = []
  if (mayImport) {
    const to = of === 'contacts' ? '/contacts/import' : '/accounts/import'
    entries.push({ id: 'import', label: t`Import…`, icon: IconUpload, run: () => void navigate({ to }) })
  }
  if (mayExport) {
    entries.push({ id: 'csv', label: t`Export as CSV`, icon: IconDownload, run: () => download('csv') })
    if (of === 'contacts') {
      entries.push({
        id: 'vcard',
        label: t`Export as vCards`,
        icon: IconDownload,
        run: () => download('vcard'),
      })
    }
  }
  if (entries.length === 0) return null
  return (
    <Menu entries={entries}>
      <IconButton icon={IconDotsVertical} label={t`Import and export`} />
    </Menu>
  )
}
