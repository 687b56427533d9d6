import { useLingui } from '@lingui/react/macro'
import { useMantineColorScheme } from '@mantine/core'
import { IconMoon, IconSearch, IconSun } from '@tabler/icons-react'
import { Link, useLocation } from '@tanstack/react-router'
import { useMe } from '@/api/session'
import { Bell } from '@/features/notices/Bell'
import { Avatar } from '@/ui/Avatar'
import { useActions } from '@/ui/actions/registry'
import { declared } from '@/ui/actions/table'
import { Logo } from '@/ui/Logo'
import { Menu } from '@/ui/Menu'
import { Tip } from '@/ui/Tip'
import styles from './Navigation.module.css'
import { type Place, places } from './places'
import { UnreadDot } from './UnreadDot'

/** The dark rail at the side, or the bar at the bottom of a phone. */
export function Navigation() {
  const { t } = useLingui()
  const me = useMe()
  const shown = places.filter(({ needs, inner }) => !inner && (!needs || me.permissions.includes(needs)))
  return (
    <nav className={styles.rail} aria-label={t`Main`} data-region="rail">
      <span className={styles.logo}>
        <Logo size={34} />
      </span>
      <ul className={styles.places}>
        {shown
          .filter(({ foot }) => !foot)
          .map((place) => (
            <PlaceLink key={place.to} place={place} />
          ))}
      </ul>
      <ul className={styles.foot}>
        <Tools />
        <li>
          <Bell className={styles.place} />
        </li>
        {shown
          .filter(({ foot }) => foot)
          .map((place) => (
            <PlaceLink key={place.to} place={place} />
          ))}
        <UserMenu />
      </ul>
    </nav>
  )
}

function PlaceLink({ place: { to, label, icon: Icon, action, also } }: { place: Place }) {
  const { i18n } = useLingui()
  const name = i18n._(label)
  const path = useLocation({ select: ({ pathname }) => pathname })
  const inside = also?.some((each) => path.startsWith(each)) === true
  return (
    <li>
      <Tip label={name} keys={declared(action).keys} side="right">
        <Link
          to={to}
          className={styles.place}
          aria-current={inside ? 'page' : undefined}
          activeProps={{ 'aria-current': 'page' }}
        >
          <Icon size={22} stroke={1.6} />
          <span className={styles.word}>{name}</span>
          {to === '/messages' ? <UnreadDot /> : null}
        </Link>
      </Tip>
    </li>
  )
}

function Tools() {
  const { i18n } = useLingui()
  const actions = useActions()
  const { colorScheme } = useMantineColorScheme()
  const dark = colorScheme === 'dark'
  const tools = [
    { id: 'palette.open', icon: IconSearch },
    { id: 'theme.toggle', icon: dark ? IconSun : IconMoon },
  ] as const
  return tools.map(({ id, icon: Icon }) => (
    <li key={id} className={styles.tool}>
      <Tip label={i18n._(declared(id).label)} keys={declared(id).keys} side="right">
        <button
          type="button"
          className={styles.place}
          aria-label={i18n._(declared(id).label)}
          onClick={() => actions.run(id)}
        >
          <Icon size={22} stroke={1.6} />
        </button>
      </Tip>
    </li>
  ))
}

function UserMenu() {
  const { t, i18n } = useLingui()
  const me = useMe()
  const actions = useActions()
  const entry = (
    id: 'go.profile' | 'shortcuts.show' | 'theme.toggle' | 'density.toggle' | 'language.toggle',
  ) => ({
    id,
    label: i18n._(declared(id).label),
    keys: declared(id).keys,
    run: () => void actions.run(id),
  })
  const entries = [
    entry('go.profile'),
    entry('shortcuts.show'),
    entry('theme.toggle'),
    entry('density.toggle'),
    entry('language.toggle'),
    { id: 'logout', label: t`Log out`, run: () => void actions.run('session.logout') },
  ]
  return (
    <li>
      <Menu entries={entries}>
        <button type="button" className={styles.place} title={me.name}>
          <Avatar name={me.name} size={30} />
          <span className="visually-hidden">{t`Your menu`}</span>
        </button>
      </Menu>
    </li>
  )
}
