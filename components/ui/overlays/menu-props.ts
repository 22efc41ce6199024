import type { DropdownMenu as Radix } from 'radix-ui'
import type { ComponentProps } from 'react'
import type { IconName } from '../icon'

/** Position of the menu in window pixels. */
export interface MenuPlace {
  x: number
  y: number
  width: number
  height: number
}

export interface DropdownMenuItemProps extends ComponentProps<typeof Radix.Item> {
  icon?: IconName
  shortcut?: string
  tone?: 'danger'
}

export interface DropdownMenuSwatchProps {
  value: string
  label: string
  /** CSS color. */
  color: string
}
