'use client'
import type { DropdownMenu as Radix } from 'radix-ui'
import { type ComponentProps, createContext, type ReactNode, type RefObject, use, useId, useRef, useState } from 'react'
import { DropdownMenuButton } from './dropdown-menu-button'
import type { IconName } from './icon'
import { OverlayFailure } from './lazy-part'
import type { DropdownMenuItemProps, DropdownMenuSwatchProps, MenuPlace } from './overlays/menu-props'
import { makeLoadable, useLoadable } from './part'

// Radix's menu and its positioning are 30 kB, so they are loaded when the pointer or the focus reaches a menu's button.
const menuParts = makeLoadable(() => import('./overlays/menu-parts'))

interface MenuState {
  open: boolean
  /** Whether the pointer or the focus has reached the button. */
  isWanted: boolean
  setIsWanted: (isWanted: boolean) => void
  setOpen: (open: boolean) => void
  button: RefObject<HTMLButtonElement | null>
  buttonId: string
  place: MenuPlace | undefined
}

const MenuContext = createContext<MenuState | null>(null)

export interface DropdownMenuProps {
  open?: boolean
  onOpenChange?: (open: boolean) => void
  /** For a menu without a DropdownMenuTrigger, such as a context menu. */
  place?: MenuPlace
  children: ReactNode
}

export function DropdownMenu({ open, onOpenChange, place, children }: DropdownMenuProps) {
  const [ownOpen, setOwnOpen] = useState(false)
  const [isWanted, setIsWanted] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const buttonId = useId()
  const setOpen = (next: boolean) => {
    setOwnOpen(next)
    onOpenChange?.(next)
  }
  return (
    <MenuContext value={{ open: open ?? ownOpen, isWanted, setIsWanted, setOpen, button, buttonId, place }}>
      {children}
    </MenuContext>
  )
}

export function DropdownMenuTrigger(props: ComponentProps<'button'> & { asChild?: boolean }) {
  const menu = use(MenuContext)
  if (!menu) return null
  return (
    <DropdownMenuButton
      id={menu.buttonId}
      ref={menu.button}
      open={menu.open}
      onOpen={() => menu.setOpen(true)}
      onIntent={() => menu.setIsWanted(true)}
      {...props}
    />
  )
}

export function DropdownMenuContent({ onCloseAutoFocus, ...rest }: ComponentProps<typeof Radix.Content>) {
  const menu = use(MenuContext)
  // Radix selects the first item if it saw the key that opened the menu, so it is mounted before.
  const { value: parts, failed, retry } = useLoadable(menuParts, menu !== null && (menu.open || menu.isWanted))
  if (!menu) return null
  const { open, isWanted, setOpen, button, buttonId } = menu
  if (!open && !isWanted && !menu.place) return null
  if (!parts) return failed && open ? <OverlayFailure onRetry={retry} onClose={() => setOpen(false)} /> : null
  const place = menu.place ?? button.current?.getBoundingClientRect()
  if (!place) return null
  return (
    <parts.Menu
      open={open}
      onOpenChange={setOpen}
      place={place}
      aria-labelledby={buttonId}
      onCloseAutoFocus={(event) => {
        onCloseAutoFocus?.(event)
        if (event.defaultPrevented) return
        event.preventDefault()
        button.current?.focus()
      }}
      {...rest}
    />
  )
}

export function DropdownMenuItem(props: DropdownMenuItemProps) {
  const parts = menuParts.current()
  return parts ? <parts.Item {...props} /> : null
}

export function DropdownMenuRadioGroup(props: ComponentProps<typeof Radix.RadioGroup>) {
  const parts = menuParts.current()
  return parts ? <parts.RadioGroup {...props} /> : null
}

export function DropdownMenuRadioItem(props: ComponentProps<typeof Radix.RadioItem> & { icon?: IconName }) {
  const parts = menuParts.current()
  return parts ? <parts.RadioItem {...props} /> : null
}

export function DropdownMenuSub(props: ComponentProps<typeof Radix.Sub>) {
  const parts = menuParts.current()
  return parts ? <parts.Sub {...props} /> : null
}

export function DropdownMenuSubTrigger(props: ComponentProps<typeof Radix.SubTrigger>) {
  const parts = menuParts.current()
  return parts ? <parts.SubTrigger {...props} /> : null
}

export function DropdownMenuSubContent(props: ComponentProps<typeof Radix.SubContent>) {
  const parts = menuParts.current()
  return parts ? <parts.SubContent {...props} /> : null
}

/** A color to select, in a radio group that is a row. */
export function DropdownMenuSwatch(props: DropdownMenuSwatchProps) {
  const parts = menuParts.current()
  return parts ? <parts.Swatch {...props} /> : null
}

export function DropdownMenuSeparator() {
  const parts = menuParts.current()
  return parts ? <parts.Separator /> : null
}
