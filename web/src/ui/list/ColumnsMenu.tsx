import { Trans } from '@lingui/react/macro'
import { Menu } from '@mantine/core'
import { IconColumns } from '@tabler/icons-react'
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
    <Menu position="bottom-end">
      <Menu.Target>
        <Button leftSection={<IconColumns size={16} />}>
          <Trans>Columns</Trans>
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={styles.menu}>
        {columns.map(({ id, header }) => (
          <Menu.CheckboxItem
            key={id}
            checked={shown.includes(id)}
            // One column besides the name stays, so that none chosen can mean those of the list itself.
            disabled={shown.length === 1 && shown.includes(id)}
            onChange={() => flip(id)}
          >
            {header}
          </Menu.CheckboxItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
