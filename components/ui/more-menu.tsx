import type { ReactNode } from 'react'
import { DropdownMenu, DropdownMenuContent, DropdownMenuTrigger } from './dropdown-menu'
import { IconButton } from './icon-button'

export interface MoreMenuProps {
  /** Names what it is of, for those who hear a list of such buttons. */
  label: string
  busy?: boolean
  className?: string
  /** Items. */
  children: ReactNode
}

/** What else can be done with a row or a card, behind three dots. */
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
