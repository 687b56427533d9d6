import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useMe } from '@/api/session'
import { Card } from '@/ui/Card'
import { Chip } from '@/ui/Chip'
import { Facts } from '@/ui/Facts'
import { PageBody, PageHeader } from '@/ui/Page'
import styles from './settings.module.css'

/** What runs here, and whether it is ready. */
export function AboutPage() {
  const { t } = useLingui()
  const { server } = useMe()
  const ready = useQuery({
    queryKey: ['readyz'],
    queryFn: async ({ signal }) => (await fetch('/readyz', { signal })).ok,
    staleTime: 0,
    retry: false,
  })
  const state = ready.data ? (
    <Chip tone="ok">
      <Trans>Ready</Trans>
    </Chip>
  ) : (
    <Chip tone="danger">
      <Trans>Not ready</Trans>
    </Chip>
  )
  return (
    <PageBody narrow>
      <PageHeader title={t`About`}>
        <Trans>What runs here. Quote it when you ask for help.</Trans>
      </PageHeader>
      <Card title="Parley" actions={ready.isPending ? null : state}>
        <Facts
          entries={[
            { label: t`Version`, value: server.version },
            { label: t`Build`, value: <code className={styles.code}>{server.build}</code> },
            { label: t`Time zone`, value: server.time_zone },
            { label: t`Region`, value: t`${server.region} (how national numbers are read)` },
            { label: t`Data`, value: server.demo ? t`Demonstration: nothing leaves this machine.` : '' },
            {
              label: t`Interface`,
              value: (
                <a className={styles.link} href="/api/docs">
                  <Trans>API documentation</Trans>
                </a>
              ),
            },
          ]}
        />
      </Card>
    </PageBody>
  )
}
