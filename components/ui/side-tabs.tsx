'use client'
import type { ComponentProps, ReactNode } from 'react'
import { cn } from './cn'
import { Tab, TabList, type TabProps } from './tabs'

/** Tabs in groups at the side of the content; a row that scrolls on phones. */
export function SideTabsList({ className, ...rest }: ComponentProps<'div'>) {
  return (
    <TabList
      className={cn(
        'fade-sides flex shrink-0 gap-1 overflow-x-auto border-b pb-2 md:sticky md:top-6 md:w-44 md:flex-col md:gap-5 md:self-start md:overflow-visible md:border-0 md:pb-0',
        className,
      )}
      {...rest}
    />
  )
}

export function SideTabsGroup({ label, children }: { label?: string; children: ReactNode }) {
  return (
    <div role="presentation" className="flex shrink-0 gap-1 md:flex-col md:gap-0.5">
      {label === undefined ? null : (
        <p aria-hidden className="hidden px-2 pb-1 font-medium text-2xs text-faint md:block">
          {label}
        </p>
      )}
      {children}
    </div>
  )
}

export function SideTabsTrigger({ className, ...rest }: TabProps) {
  return (
    <Tab
      className={cn(
        'flex h-8 items-center whitespace-nowrap rounded-md px-2 text-left font-medium text-muted text-sm transition-colors hover:bg-hover hover:text-ink aria-selected:bg-pressed/80 aria-selected:text-ink md:w-full',
        className,
      )}
      {...rest}
    />
  )
}
