'use client'
import { Popover as Radix } from 'radix-ui'
import type { ComponentProps } from 'react'
import { cn } from './cn'

export const Popover = Radix.Root
export const PopoverTrigger = Radix.Trigger

/** A panel at a button, which closes with Escape and a click elsewhere. */
export function PopoverContent({ className, ...rest }: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Content
        sideOffset={6}
        collisionPadding={8}
        className={cn(
          'z-50 max-h-[70vh] max-w-[calc(100vw-16px)] animate-fade overflow-y-auto rounded-lg border bg-raised p-4 shadow-lg focus-visible:outline-none',
          className,
        )}
        {...rest}
      />
    </Radix.Portal>
  )
}
