'use client'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { cn } from './cn'

export interface SectionTab {
  href: string
  label: string
}

export interface SectionTabsProps {
  /** Name of the section. */
  label: string
  /** The first tab is the section's own page. */
  tabs: readonly SectionTab[]
}

/** Tabs of a section of the studio, each a page. The current one has the longest address that the page begins with. */
export function SectionTabs({ label, tabs }: SectionTabsProps) {
  const pathname = usePathname()
  const current = tabs.findLast(({ href }) => pathname === href || pathname.startsWith(`${href}/`))
  return (
    <div className="mx-auto w-full max-w-6xl px-4 pt-3 md:px-8">
      <nav aria-label={label} className="flex gap-4 overflow-x-auto border-b">
        {tabs.map((tab) => (
          <Link
            key={tab.href}
            href={tab.href}
            aria-current={tab === current ? 'page' : undefined}
            className={cn(
              '-mb-px flex h-9 items-center whitespace-nowrap border-b-2 px-0.5 font-medium text-sm transition-colors hover:text-ink focus-visible:-outline-offset-2',
              tab === current ? 'border-accent text-ink' : 'border-transparent text-muted',
            )}
          >
            {tab.label}
          </Link>
        ))}
      </nav>
    </div>
  )
}
