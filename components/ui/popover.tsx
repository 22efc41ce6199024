'use client'
import { Popover as Radix } from 'radix-ui'
import type { ComponentProps, RefObject } from 'react'
import { cn } from './cn'

export const Popover = Radix.Root

/** For a panel whose button was rendered before the panel was loaded. */
export function PopoverAt({ at }: { at: RefObject<HTMLElement | null> }) {
  // Radix reads the reference when the panel opens; the element exists by then.
  return <Radix.Anchor virtualRef={at as RefObject<HTMLElement>} />
}

/** A panel anchored to a button. Closes with Escape and outside clicks. */
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
