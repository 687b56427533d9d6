import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import type { LinkProps } from '@tanstack/react-router'
import type { ID, NoticeRow } from '@/api/types'
import { fromServer } from '@/locales/server/fromServer'
import { useTimes } from '@/ui/format'
import { useReasonWord } from '@/ui/useReasonWord'

/** What is known of a notice; a name is '' where it is not known. */
export interface Told {
  kind: string
  subject: ID
  name: string
  actor: string
  data: Record<string, string>
}

export interface NoticeWords {
  title: string
  text: string
  to: LinkProps
}

export const told = ({ kind, subject_id, name, actor, data }: NoticeRow): Told => ({
  kind,
  subject: subject_id,
  name,
  actor: actor.name,
  data,
})

/** What a notice says, and where it leads. */
export function useNoticeWords(): (notice: Told) => NoticeWords {
  const own = useOwnWords()
  const hub = useHubWords()
  return (notice) => own(notice) ?? hub(notice)
}

function useOwnWords(): (notice: Told) => NoticeWords | undefined {
  const { t } = useLingui()
  const reason = useReasonWord()
  const importWords = useImportWords()
  const counts = useCounts()
  const login = useLoginWords()
  return (notice) => {
    const { kind, subject, name, actor, data } = notice
    switch (kind) {
      case 'message_failed':
        return {
          title: t`Your message to ${name} was not sent`,
          text: reason(data.reason ?? '', data.reason_text ?? '', data.provider_code ?? ''),
          to: { to: '/messages/$conversationId', params: { conversationId: subject } },
        }
      case 'import_ended':
        return importWords(notice)
      case 'bulk_edit_ended': {
        const accounts = data.subject === 'accounts'
        return {
          title: accounts ? t`Your change of many accounts is done` : t`Your change of many contacts is done`,
          text: counts(data),
          to: { to: accounts ? '/accounts' : '/contacts' },
        }
      }
      case 'login_changed':
        return { ...login(data.changed ?? '', actor), to: { to: '/profile' } }
    }
  }
}

function useImportWords(): (notice: Told) => NoticeWords {
  const { t } = useLingui()
  const counts = useCounts()
  return ({ subject, name, data }) => {
    const ends: Record<string, string> = {
      done: name ? t`The import of ${name} is done` : t`Your import is done`,
      cancelled: name ? t`The import of ${name} was cancelled` : t`Your import was cancelled`,
      failed: name ? t`The import of ${name} ended early` : t`Your import ended early`,
    }
    return {
      title: ends[data.state ?? ''] ?? name,
      text: counts(data),
      to: {
        to: data.subject === 'accounts' ? '/accounts/import' : '/contacts/import',
        search: { import: subject },
      },
    }
  }
}

/** What became of the rows: "1,204 added · 3 refused". */
function useCounts(): (data: Record<string, string>) => string {
  const { t } = useLingui()
  return (data) => {
    const n = (name: string) => Number(data[name] ?? 0)
    const [created, updated, skipped] = [n('created'), n('updated') + n('changed'), n('skipped')]
    const refused = n('failed') + n('refused')
    const said = [
      created > 0 && t`${plural(created, { one: '# added', other: '# added' })}`,
      updated > 0 && t`${plural(updated, { one: '# changed', other: '# changed' })}`,
      skipped > 0 && t`${plural(skipped, { one: '# skipped', other: '# skipped' })}`,
      refused > 0 && t`${plural(refused, { one: '# refused', other: '# refused' })}`,
    ]
    return said.filter(Boolean).join(' · ')
  }
}

function useLoginWords(): (changed: string, actor: string) => { title: string; text: string } {
  const { t } = useLingui()
  return (changed, actor) => {
    const who = actor || t`An administrator`
    switch (changed) {
      case 'role':
        return { title: t`${who} gave you another role`, text: t`What you may do has changed with it.` }
      case 'second_factor_off':
        return {
          title: t`${who} took your second factor away`,
          text: t`Set it up again in your profile. If you did not ask for this, tell an administrator.`,
        }
      default:
        return {
          title: t`${who} made a link with which your password can be set`,
          text: t`If you did not ask for it, tell an administrator.`,
        }
    }
  }
}

function useHubWords(): (notice: Told) => NoticeWords {
  const { t } = useLingui()
  const times = useTimes()
  return ({ kind, subject, name, data }) => {
    const channel: LinkProps = { to: '/settings/channels/$channelId', params: { channelId: subject } }
    switch (kind) {
      case 'channel_stopped':
        return {
          title: name ? t`The channel ${name} has stopped` : t`A channel has stopped`,
          text: data.reason ? fromServer(data.reason) : t`Its settings need a look.`,
          to: channel,
        }
      case 'channel_works':
        return {
          title: name ? t`The channel ${name} works again` : t`A channel works again`,
          text: t`What waited is on its way.`,
          to: channel,
        }
      case 'hub_restored': {
        const waiting = Number(data.waiting_messages ?? 0)
        return {
          title: t`The hub was restored from a backup`,
          text: t`${plural(waiting, { one: '# message is held back until you decide about it.', other: '# messages are held back until you decide about them.' })}`,
          to: { to: '/settings/general' },
        }
      }
      default: {
        const since = data.since ? times.short(data.since) : ''
        return {
          title: t`The hub stores again`,
          text: t`Since ${since} nothing could be stored: the disk was full or did not work.`,
          to: { to: '/settings/about' },
        }
      }
    }
  }
}
