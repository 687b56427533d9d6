import { Link, type LinkProps } from '@tanstack/react-router'
import type { ComponentType, ReactNode } from 'react'
import styles from './Submenu.module.css'

export interface SubmenuItem {
  to: NonNullable<LinkProps['to']>
  label: string
  icon: ComponentType<{ size?: number | string; stroke?: number | string }>
}

interface Props {
  title: string
  items: SubmenuItem[]
  children: ReactNode
}

/** A page with a menu at its left: the places of one matter. On phones the menu is a row above the page. */
export function Submenu({ title, items, children }: Props) {
  return (
    <div className={styles.layout}>
      <nav className={styles.menu} aria-label={title} data-region="submenu">
        <p className={styles.title}>{title}</p>
        <ul className={styles.items}>
          {items.map(({ to, label, icon: Icon }) => (
            <li key={to}>
              <Link to={to} className={styles.item} activeProps={{ 'aria-current': 'page' }}>
                <Icon size={18} stroke={1.75} />
                {label}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <div className={styles.content} data-region="content">
        {children}
      </div>
    </div>
  )
}
