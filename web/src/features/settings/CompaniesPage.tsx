import { Trans, useLingui } from '@lingui/react/macro'
import { IconBuildingStore, IconPencil, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { http } from '@/api/http'
import type { Problem } from '@/api/problem'
import { useCan } from '@/api/session'
import type { Company, Page } from '@/api/types'
import { readablePhone } from '@/lib/phone'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { ErrorNote } from '@/ui/ErrorNote'
import { Facts } from '@/ui/Facts'
import { Loading } from '@/ui/Loading'
import { PageBody, PageHeader } from '@/ui/Page'
import { CompanyDialog } from './CompanyDialog'
import styles from './companies.module.css'
import { Departments } from './Departments'

/** The provider's brands, and how their departments are reached. */
export function CompaniesPage() {
  const { t } = useLingui()
  const mayAdd = useCan('CREATE_COMPANY')
  const mayDelete = useCan('DELETE_DEPARTMENT')
  const [open, setOpen] = useState<Company | 'new' | null>(null)
  const companies = useQuery<Company[], Problem>({
    queryKey: ['companies', 'list'],
    queryFn: async ({ signal }) => (await http.get<Page<Company>>('/companies', { signal })).items,
  })
  const add = mayAdd ? (
    <Button kind="primary" leftSection={<IconPlus size={16} />} onClick={() => setOpen('new')}>
      <Trans>Add company</Trans>
    </Button>
  ) : null
  return (
    <PageBody>
      <PageHeader title={t`Companies`} actions={add}>
        <Trans>Your brands. Customers read their names; signatures name their departments.</Trans>
      </PageHeader>
      {companies.error ? (
        <ErrorNote error={companies.error} onRetry={() => void companies.refetch()} />
      ) : null}
      {companies.isPending ? <Loading /> : null}
      <div className={styles.list}>
        {(companies.data ?? []).map((company) => (
          <CompanyCard key={company.id} company={company} onEdit={() => setOpen(company)} />
        ))}
      </div>
      {mayDelete ? <Departments /> : null}
      {open ? (
        <CompanyDialog company={open === 'new' ? undefined : open} onClose={() => setOpen(null)} />
      ) : null}
    </PageBody>
  )
}

function CompanyCard({ company, onEdit }: { company: Company; onEdit: () => void }) {
  const { t } = useLingui()
  const mayEdit = useCan('UPDATE_COMPANY')
  const { departments } = company
  const facts = [
    { label: t`Phone`, value: readablePhone(company.phone_number) },
    { label: t`Website`, value: company.website },
    { label: t`Customer portal`, value: company.portal_url },
    { label: t`Postal address`, value: company.postal_address },
  ]
  return (
    <Card
      title={company.name}
      actions={
        <span className={styles.marks}>
          {company.default ? (
            <Chip tone="ok">
              <Trans>Default</Trans>
            </Chip>
          ) : null}
          {company.enabled ? null : (
            <Chip>
              <Trans>Disabled</Trans>
            </Chip>
          )}
          {mayEdit ? (
            <Button
              leftSection={<IconPencil size={16} />}
              onClick={onEdit}
              aria-label={t`Edit ${company.name}`}
            >
              <Trans>Edit</Trans>
            </Button>
          ) : null}
        </span>
      }
    >
      <div className={styles.columns}>
        {facts.some(({ value }) => value) ? <Facts entries={facts} /> : null}
        {departments.length === 0 ? (
          <p className={styles.hint}>
            <IconBuildingStore size={16} aria-hidden="true" />{' '}
            <Trans>No department yet. Support or Billing, with their own phone and email, belong here.</Trans>
          </p>
        ) : (
          <ul className={styles.departments} aria-label={t`Departments`}>
            {departments.map((department) => (
              <li key={department.id}>
                <b>{department.name}</b>
                <span className="tabular">{readablePhone(department.phone_number)}</span>
                <span>{department.email}</span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </Card>
  )
}
