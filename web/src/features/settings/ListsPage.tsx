import { Trans, useLingui } from '@lingui/react/macro'
import { getRouteApi } from '@tanstack/react-router'
import { useMe } from '@/api/session'
import { PageBody, PageHeader } from '@/ui/Page'
import { Tabs } from '@/ui/Tabs'
import { ChoiceList } from './ChoiceList'
import { CustomFieldList } from './CustomFieldList'
import { mayList, useListKinds } from './listKinds'

const route = getRouteApi('/shell/settings/lists')

/** The lists of choices that the forms of accounts and contacts offer, each a tab. */
export function ListsPage() {
  const { t } = useLingui()
  const { permissions } = useMe()
  const { tab } = route.useSearch()
  const navigate = route.useNavigate()
  const kinds = useListKinds().filter(({ subject, guarded }) => mayList(permissions, subject, guarded).read)
  const tabs = [
    ...kinds.map((kind) => ({
      id: kind.list as string,
      label: kind.label,
      content: () => <ChoiceList key={kind.list} kind={kind} />,
    })),
    { id: 'custom-fields', label: t`Custom fields`, content: () => <CustomFieldList /> },
  ]
  const open = tabs.find(({ id }) => id === tab)?.id ?? 'account-statuses'
  return (
    <PageBody>
      <PageHeader title={t`Lists and fields`}>
        <Trans>What can be chosen for accounts and contacts, and what else you want to know of them.</Trans>
      </PageHeader>
      <Tabs
        label={t`Lists`}
        tabs={tabs}
        value={open}
        onChange={(id) => void navigate({ search: { tab: id }, replace: true })}
      />
    </PageBody>
  )
}
