import { Trans, useLingui } from '@lingui/react/macro'
import { useCan, useMe } from '@/api/session'
import { fromServer } from '@/locales/server/fromServer'
import { Card } from '@/ui/Card'
import { Facts } from '@/ui/Facts'
import { PageBody, PageHeader } from '@/ui/Page'
import { Notifications } from './Notifications'
import { PasswordForm } from './PasswordForm'
import { Preferences } from './Preferences'
import styles from './profile.module.css'
import { SecondFactor } from './SecondFactor'
import { Sessions } from './Sessions'
import { Tokens } from './Tokens'

/** The user's own page: who they are here, how they like it, their password and their tokens. */
export function ProfilePage() {
  const { t } = useLingui()
  const me = useMe()
  const mayMakeTokens = useCan('CREATE_TOKEN')
  return (
    <PageBody narrow>
      <PageHeader title={t`Your profile`}>
        <Trans>How Parley looks and behaves for you, on every device you log in on.</Trans>
      </PageHeader>
      <Card title={me.name} hint={<Trans>An administrator changes these under Settings, Users.</Trans>}>
        <Facts
          entries={[
            { label: t`Email`, value: me.email },
            { label: t`Role`, value: fromServer(me.role.name) },
            { label: t`Extension`, value: me.extension },
          ]}
        />
      </Card>
      <Preferences />
      <Notifications />
      <PasswordForm />
      <SecondFactor />
      <Sessions />
      {mayMakeTokens ? <Tokens /> : null}
      <div className={styles.end} />
    </PageBody>
  )
}
