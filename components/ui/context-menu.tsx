'use client'
import { ContextMenu as Radix } from 'radix-ui'
import type { ComponentProps } from 'react'
import { cn } from './cn'
import { Icon, type IconName } from './icon'
import { Kbd } from './kbd'
import { MENU_CONTENT, MENU_ITEM, MENU_ITEM_DANGER, MENU_SEPARATOR } from './menu-classes'

export const ContextMenu = Radix.Root
export const ContextMenuTrigger = Radix.Trigger

export function ContextMenuContent({ className, ...rest }: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Content collisionPadding={8} className={cn(MENU_CONTENT, className)} {...rest} />
    </Radix.Portal>
  )
}

export interface ContextMenuItemProps extends ComponentProps<typeof Radix.Item> {
  icon?: IconName
  shortcut?: string
  tone?: 'danger'
}

export function ContextMenuItem({ icon, shortcut, tone, className, children, ...rest }: ContextMenuItemProps) {
  return (
    <Radix.Item className={cn(MENU_ITEM, tone === 'danger' && MENU_ITEM_DANGER, className)} {...rest}>
      {icon ? <Icon name={icon} size={15} className={tone === 'danger' ? '' : 'text-muted'} /> : null}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {shortcut ? <Kbd>{shortcut}</Kbd> : null}
    </Radix.Item>
  )
}

export function ContextMenuSeparator() {
  return <Radix.Separator className={MENU_SEPARATOR} />
}
