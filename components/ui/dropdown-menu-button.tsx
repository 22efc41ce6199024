'use client'
import { Slot } from 'radix-ui'
import type { ComponentProps, KeyboardEvent } from 'react'

export interface DropdownMenuButtonProps extends ComponentProps<'button'> {
  /** Renders the single child as the button. */
  asChild?: boolean
  open: boolean
  onOpen: () => void
  /** Called when the pointer or the focus reaches the button. */
  onIntent: () => void
}

/** The button of a menu, which needs no code of the menu itself. */
export function DropdownMenuButton({ asChild, open, onOpen, onIntent, ...rest }: DropdownMenuButtonProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown') return
    event.preventDefault()
    onOpen()
  }
  const props = {
    'aria-haspopup': 'menu',
    'aria-expanded': open,
    'data-state': open ? 'open' : 'closed',
    onPointerEnter: onIntent,
    onFocus: onIntent,
    onClick: onOpen,
    onKeyDown,
    ...rest,
  } as const
  return asChild ? <Slot.Root {...props} /> : <button type="button" {...props} />
}
