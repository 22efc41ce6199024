'use client'
import Link from 'next/link'
import { useMemo, useState } from 'react'
import { Badge } from '@/components/ui/badge'
import { cn } from '@/components/ui/cn'
import { EmptyState } from '@/components/ui/empty-state'
import { PageBody } from '@/components/ui/page-body'
import { PageHeader } from '@/components/ui/page-header'
import { PluginLogo } from '@/components/ui/plugin-logo'
import { SearchInput } from '@/components/ui/search-input'
import { Skeleton } from '@/components/ui/skeleton'
import { t } from '@/lib/client/messages/t'
import type { PluginCardSummary } from '@/lib/plugins/catalog-types'
import { PLUGIN_CATEGORIES } from '@/lib/plugins/plugin-categories'
import { useConnectedPlugins } from './use-connected-plugins'
import { useFoundPlugins } from './use-found-plugins'
import { usePluginCards } from './use-plugin-cards'

interface Section {
  id: string
  label: string
  plugins: readonly PluginCardSummary[]
}

/** Connected services first, the others by category; a search lists the best matches. */
export function GalleryPage() {
  const cards = usePluginCards()
  const connected = useConnectedPlugins()
  const [search, setSearch] = useState('')
  const sections = useMemo(() => sectionsOf(cards ?? [], connected), [cards, connected])
  const found = useFoundPlugins(search)
  const shown: readonly Section[] =
    search.trim() === '' ? sections : [{ id: 'found', label: t('integrations.all'), plugins: found ?? [] }]
  return (
    <PageBody>
      <PageHeader title={t('integrations.title')} description={t('integrations.description')} />
      <SearchInput
        value={search}
        onValueChange={setSearch}
        label={t('integrations.search')}
        className="mb-6 w-full max-w-md"
      />
      {cards === undefined ? <Skeleton className="h-40" /> : null}
      {search.trim() !== '' && found?.length === 0 ? (
        <EmptyState icon="plug" title={t('integrations.nothingTitle')} text={t('integrations.nothingText')} />
      ) : null}
      {/* Small categories share a row. */}
      <div className="grid gap-x-3 gap-y-8 sm:grid-cols-2 lg:grid-cols-3">
        {shown.map(({ id, label, plugins }) =>
          plugins.length === 0 ? null : (
            <section key={id} aria-label={label} className={spanOf(plugins.length)}>
              {search.trim() === '' ? (
                <h2 className="col-span-full mb-3 font-medium text-muted text-sm">{label}</h2>
              ) : null}
              <ul className="col-span-full grid grid-cols-subgrid gap-3">
                {plugins.map((plugin) => (
                  <PluginCard key={plugin.id} plugin={plugin} isConnected={connected.has(plugin.id)} />
                ))}
              </ul>
            </section>
          ),
        )}
      </div>
    </PageBody>
  )
}

/** How many of the page's two or three columns a section spans. Its cards use the same columns. */
function spanOf(count: number): string {
  return cn('grid grid-cols-subgrid content-start', count > 1 && 'sm:col-span-2', count > 2 && 'lg:col-span-3')
}

function PluginCard({ plugin, isConnected }: { plugin: PluginCardSummary; isConnected: boolean }) {
  return (
    <li className="min-w-0">
      <Link
        href={`/integrations/${plugin.id}`}
        prefetch={false}
        className="flex h-full items-start gap-3 rounded-lg border bg-surface p-3.5 transition-colors hover:border-line-strong hover:bg-hover"
      >
        <PluginLogo plugin={plugin} />
        <span className="min-w-0 flex-1">
          <span className="flex items-center gap-2">
            <span className="truncate font-semibold text-sm">{plugin.label}</span>
            {isConnected ? <Badge tone="success">{t('integrations.connected')}</Badge> : null}
          </span>
          <span className="line-clamp-2 text-muted text-xs">{plugin.description}</span>
          <span className="mt-1 block text-faint text-xs">
            {t('integrations.actionCount', { count: plugin.actionCount })}
          </span>
        </span>
      </Link>
    </li>
  )
}

/** Each service appears once: under Connected, or in its first category. */
function sectionsOf(cards: readonly PluginCardSummary[], connected: ReadonlySet<string>): Section[] {
  const connectedPlugins = cards.filter(({ id }) => connected.has(id))
  const others = cards.filter(({ id }) => !connected.has(id))
  return [
    { id: 'connected', label: t('integrations.connected'), plugins: connectedPlugins },
    ...PLUGIN_CATEGORIES.map((category) => ({
      id: category,
      label: t(`integrations.category-${category}`),
      plugins: others.filter(({ categories }) => categories[0] === category),
    })),
  ]
}
