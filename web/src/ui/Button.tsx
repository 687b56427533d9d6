import { Button as MantineButton, type ButtonProps as MantineButtonProps } from '@mantine/core'
import type { ComponentPropsWithRef } from 'react'

/** primary: the one main act of a view; plain: beside it; quiet: in bars; danger: takes something away. */
export type ButtonKind = 'primary' | 'plain' | 'quiet' | 'danger'

const looks = {
  primary: { variant: 'filled' },
  plain: { variant: 'default' },
  quiet: { variant: 'subtle' },
  danger: { variant: 'filled', color: 'red' },
} as const

type Props = Omit<MantineButtonProps, 'variant' | 'color' | 'size'> &
  Omit<ComponentPropsWithRef<'button'>, keyof MantineButtonProps> & { kind?: ButtonKind }

export function Button({ kind = 'plain', type = 'button', ...rest }: Props) {
  return <MantineButton type={type} {...looks[kind]} {...rest} />
}
