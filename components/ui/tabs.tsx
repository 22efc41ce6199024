'use client'
import { Tabs as Radix } from 'radix-ui'
import type { ComponentProps } from 'react'
import { cn } from './cn'

export const Tabs = Radix.Root

export function TabsList({ className, ...rest }: ComponentProps<typeof Radix.List>) {
  return <Radix.List className={cn('flex shrink-0 gap-4 overflow-x-auto border-b', className)} {...rest} />
}

/** On a phone the chosen tab may lie outside of what is seen at first. */
function showChosen(tab: HTMLButtonElement | null): void {
  if (tab?.dataset.state === 'active') tab.scrollIntoView({ block: 'nearest', inline: 'nearest' })
}

export function TabsTrigger({ className, ...rest }: ComponentProps<typeof Radix.Trigger>) {
  return (
    <Radix.Trigger
      ref={showChosen}
      className={cn(
        '-mb-px h-9 whitespace-nowrap border-transparent border-b-2 px-0.5 font-medium text-muted text-sm transition-colors hover:text-ink focus-visible:-outline-offset-2 data-[state=active]:border-accent data-[state=active]:text-ink',
        className,
      )}
      {...rest}
    />
  )
}

export function TabsContent({ className, ...rest }: ComponentProps<typeof Radix.Content>) {
  return <Radix.Content className={cn('focus-visible:-outline-offset-2', className)} {...rest} />
}
