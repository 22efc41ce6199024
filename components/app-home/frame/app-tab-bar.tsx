'use client'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useRef } from 'react'
import { cn } from '@/components/ui/cn'
import { useScrollFade } from '@/components/ui/use-scroll-fade'
import { t } from '@/lib/client/messages/t'
import { APP_TABS, appTabHref } from './app-tabs'

interface AppTabBarProps {
  appId: string
  /** The current tab, if the address does not name it. */
  tab?: string
  className?: string
}

/** The tabs of an app, shown above the canvas and the app's other pages. */
export function AppTabBar({ appId, tab, className }: AppTabBarProps) {
  const pathname = usePathname()
  const list = useRef<HTMLElement>(null)
  useScrollFade(list)
  return (
    <nav
      ref={list}
      aria-label={t('appHome.tabs')}
      className={cn('fade-sides flex h-9 shrink-0 gap-1 overflow-x-auto border-b bg-surface px-2', className)}
    >
      {APP_TABS.map(({ path, label }) => {
        const href = appTabHref(appId, path)
        const isCurrent = tab === undefined ? pathname === href : tab === path
        return (
          <Link
            key={path}
            href={href}
            // A page is rendered for each request, so there is nothing worth prefetching.
            prefetch={false}
            ref={isCurrent ? showTab : null}
            aria-current={isCurrent ? 'page' : undefined}
            className="-mb-px flex items-center whitespace-nowrap border-transparent border-b-2 px-2 font-medium text-muted text-sm transition-colors hover:text-ink focus-visible:-outline-offset-2 aria-[current=page]:border-accent aria-[current=page]:text-ink"
          >
            {t(label)}
          </Link>
        )
      })}
    </nav>
  )
}

/** On phones the current tab may be outside of the visible area. */
function showTab(tab: HTMLAnchorElement | null): void {
  tab?.scrollIntoView({ block: 'nearest', inline: 'center' })
}
