import type { ReactNode } from 'react'
import { DropdownMenu, DropdownMenuContent, DropdownMenuTrigger } from './dropdown-menu'
import { IconButton } from './icon-button'

export interface MoreMenuProps {
  /** Accessible name that includes the subject. */
  label: string
  busy?: boolean
  className?: string
  /** The items of the menu. */
  children: ReactNode
}

/** A menu of further actions for a row or card, behind three dots. */
export function MoreMenu({ label, busy = false, className, children }: MoreMenuProps) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <IconButton
          icon="more-horizontal"
          label={label}
          tooltip={false}
          busy={busy}
          {...(className === undefined ? {} : { className })}
        />
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">{children}</DropdownMenuContent>
    </DropdownMenu>
  )
}
