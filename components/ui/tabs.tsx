'use client'
import { Tabs as Radix } from 'radix-ui'
import { type ComponentProps, useRef } from 'react'
import { cn } from './cn'
import { useScrollFade } from './use-scroll-fade'

export const Tabs = Radix.Root

/** Overflowing tabs fade at the sides with more tabs. */
export function TabsList({ className, ...rest }: ComponentProps<typeof Radix.List>) {
  const list = useRef<HTMLDivElement>(null)
  useScrollFade(list)
  return (
    <Radix.List
      ref={list}
      className={cn('fade-sides flex shrink-0 gap-4 overflow-x-auto border-b', className)}
      {...rest}
    />
  )
}

/** On phones the selected tab may be outside of the visible area. */
export function showSelectedTab(tab: HTMLButtonElement | null): void {
  if (tab?.dataset.state === 'active') tab.scrollIntoView({ block: 'nearest', inline: 'center' })
}

/**
 * Radix focuses a pressed tab by script, which browsers treat as keyboard focus. Without this each click would show the
 * focus ring.
 */
export const pointedTab: Pick<ComponentProps<typeof Radix.Trigger>, 'onMouseDown' | 'onKeyDown' | 'onBlur'> = {
  onMouseDown: ({ currentTarget }) => {
    currentTarget.dataset.pointed = ''
  },
  onKeyDown: ({ currentTarget }) => {
    delete currentTarget.dataset.pointed
  },
  onBlur: ({ currentTarget }) => {
    delete currentTarget.dataset.pointed
  },
}

export function TabsTrigger({ className, ...rest }: ComponentProps<typeof Radix.Trigger>) {
  return (
    <Radix.Trigger
      ref={showSelectedTab}
      className={cn(
        '-mb-px h-9 whitespace-nowrap border-transparent border-b-2 px-0.5 font-medium text-muted text-sm transition-colors hover:text-ink focus-visible:-outline-offset-2 data-pointed:outline-none data-[state=active]:border-accent data-[state=active]:text-ink',
        className,
      )}
      {...pointedTab}
      {...rest}
    />
  )
}

export function TabsContent({ className, ...rest }: ComponentProps<typeof Radix.Content>) {
  return <Radix.Content className={cn('focus-visible:-outline-offset-2', className)} {...rest} />
}
