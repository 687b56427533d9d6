import { useLingui } from '@lingui/react/macro'
import { IconDotsVertical, IconDownload, IconUpload } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { downloadAddress, type Query } from '@/api/http'
import { useCan } from '@/api/session'
import { IconButton } from './IconButton'
import { Menu, type MenuEntry } from './Menu'

interface Props {
  of: 'contacts' | 'accounts'
  /** What the list shows: an export gives the same. */
  query: Query
}

/** Import and export of a list, for those who may. */
export function TransferMenu({ of, query }: Props) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const mayImport = useCan('IMPORT_CONTACT')
  const mayExport = useCan('EXPORT_CONTACT')
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
