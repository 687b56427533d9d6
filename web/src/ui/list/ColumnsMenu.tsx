import { Trans } from '@lingui/react/macro'
import { Menu } from '@mantine/core'
import { IconCheck, IconColumns } from '@tabler/icons-react'
import { Button } from '../Button'
import styles from './list.module.css'

interface Props {
  columns: { id: string; header: string }[]
  shown: string[]
  onChange: (shown: string[]) => void
}

/** Chooses which columns a list shows. */
export function ColumnsMenu({ columns, shown, onChange }: Props) {
  const flip = (id: string) =>
    onChange(shown.includes(id) ? shown.filter((each) => each !== id) : [...shown, id])
  return (
    <Menu position="bottom-end" closeOnItemClick={false}>
      <Menu.Target>
        <Button leftSection={<IconColumns size={16} />}>
          <Trans>Columns</Trans>
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={styles.menu}>
        {columns.map(({ id, header }) => (
          <Menu.Item
            key={id}
            role="menuitemcheckbox"
            aria-checked={shown.includes(id)}
            rightSection={shown.includes(id) ? <IconCheck size={14} aria-hidden="true" /> : undefined}
            // One column besides the name stays, so that none chosen can mean those of the list itself.
            disabled={shown.length === 1 && shown.includes(id)}
            onClick={() => flip(id)}
          >
            {header}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
