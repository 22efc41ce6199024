'use client'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { cn } from '@/components/ui/cn'
import { type MessageKey, t } from '@/lib/client/messages/t'

type TabLabel = Extract<MessageKey, 'integrations.tabGallery' | 'integrations.tabConnections'>

const CONNECTIONS = '/integrations/connections'

/** Tabs of the Integrations section. */
const TABS: readonly { href: string; label: TabLabel }[] = [
  { href: '/integrations', label: 'integrations.tabGallery' },
  { href: CONNECTIONS, label: 'integrations.tabConnections' },
]

export function IntegrationsTabs() {
  const pathname = usePathname()
  return (
    <div className="mx-auto w-full max-w-6xl px-4 pt-3 md:px-8">
      <nav aria-label={t('integrations.title')} className="flex gap-4 overflow-x-auto border-b">
        {TABS.map(({ href, label }) => {
          const isCurrent = (href === CONNECTIONS) === pathname.startsWith(CONNECTIONS)
          return (
            <Link
              key={href}
              href={href}
              aria-current={isCurrent ? 'page' : undefined}
              className={cn(
                '-mb-px flex h-9 items-center whitespace-nowrap border-b-2 px-0.5 font-medium text-sm transition-colors hover:text-ink focus-visible:-outline-offset-2',
                isCurrent ? 'border-accent text-ink' : 'border-transparent text-muted',
              )}
            >
              {t(label)}
            </Link>
          )
        })}
      </nav>
    </div>
  )
}
