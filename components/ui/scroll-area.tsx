'use client'
import { ScrollArea as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { cn } from './cn'

/** A scrolling box with thin bars that do not take room from the content. */
export function ScrollArea({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <Radix.Root type="hover" className={cn('relative overflow-hidden', className)}>
      {/* Radix wraps the content in a table, which would let long words widen it. */}
      <Radix.Viewport className="size-full [&>div]:block!">{children}</Radix.Viewport>
      <Radix.Scrollbar orientation="vertical" className="flex w-2 touch-none p-0.5">
        <Radix.Thumb className="flex-1 rounded-full bg-line-strong" />
      </Radix.Scrollbar>
    </Radix.Root>
  )
}
