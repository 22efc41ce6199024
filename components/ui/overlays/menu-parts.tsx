'use client'
import { DropdownMenu as Radix } from 'radix-ui'
import type { ComponentProps } from 'react'
import { cn } from '../cn'
import { Icon, type IconName } from '../icon'
import { Kbd } from '../kbd'
import { MENU_CONTENT, MENU_ITEM, MENU_ITEM_DANGER, MENU_SEPARATOR } from '../menu-classes'
import type { DropdownMenuItemProps, DropdownMenuSwatchProps, MenuPlace } from './menu-props'

export const RadioGroup = Radix.RadioGroup
export const Sub = Radix.Sub

export interface MenuProps extends ComponentProps<typeof Radix.Content> {
  open: boolean
  onOpenChange: (open: boolean) => void
  place: MenuPlace
}

/** A menu at a position, because its button was rendered before the menu was loaded. */
export function Menu({ open, onOpenChange, place, className, ...rest }: MenuProps) {
  const { x, y, width, height } = place
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Trigger asChild>
        <span aria-hidden className="pointer-events-none fixed" style={{ left: x, top: y, width, height }} />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content sideOffset={4} collisionPadding={8} className={cn(MENU_CONTENT, className)} {...rest} />
      </Radix.Portal>
    </Radix.Root>
  )
}

export function SubTrigger({ className, children, ...rest }: ComponentProps<typeof Radix.SubTrigger>) {
  return (
    <Radix.SubTrigger className={cn(MENU_ITEM, 'data-[state=open]:bg-hover', className)} {...rest}>
      <span className="min-w-0 flex-1 truncate">{children}</span>
      <Icon name="chevron-right" size={14} className="text-faint" />
    </Radix.SubTrigger>
  )
}

export function SubContent({ className, ...rest }: ComponentProps<typeof Radix.SubContent>) {
  return (
    <Radix.Portal>
      <Radix.SubContent sideOffset={2} collisionPadding={8} className={cn(MENU_CONTENT, className)} {...rest} />
    </Radix.Portal>
  )
}

export function Item({ icon, shortcut, tone, className, children, ...rest }: DropdownMenuItemProps) {
  return (
    <Radix.Item className={cn(MENU_ITEM, tone === 'danger' && MENU_ITEM_DANGER, className)} {...rest}>
      {icon ? <Icon name={icon} size={15} className={tone === 'danger' ? '' : 'text-muted'} /> : null}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {shortcut ? <Kbd>{shortcut}</Kbd> : null}
    </Radix.Item>
  )
}

export function RadioItem({
  icon,
  className,
  children,
  ...rest
}: ComponentProps<typeof Radix.RadioItem> & { icon?: IconName }) {
  return (
    <Radix.RadioItem className={cn(MENU_ITEM, className)} {...rest}>
      {icon ? <Icon name={icon} size={15} className="text-muted" /> : null}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      <Radix.ItemIndicator className="text-accent">
        <Icon name="check" size={14} />
      </Radix.ItemIndicator>
    </Radix.RadioItem>
  )
}

/** A color to select, in a radio group that is a row. */
export function Swatch({ value, label, color }: DropdownMenuSwatchProps) {
  return (
    <Radix.RadioItem
      value={value}
      aria-label={label}
      title={label}
      style={{ background: color }}
      className="size-5 cursor-pointer rounded-full border-2 border-raised outline-none ring-1 ring-line-strong data-highlighted:ring-2 data-highlighted:ring-control data-[state=checked]:ring-2 data-[state=checked]:ring-accent"
    />
  )
}

export function Separator() {
  return <Radix.Separator className={MENU_SEPARATOR} />
}
