'use client'
import { useMemo, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Choice } from '@/components/ui/choice'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorPanel } from '@/components/ui/error-panel'
import { PageBody } from '@/components/ui/page-body'
import { PageHeader } from '@/components/ui/page-header'
import { SearchInput } from '@/components/ui/search-input'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/use-contract'
import { useHasRole } from '@/lib/client/use-session'
import { useUrlState } from '@/lib/client/use-url-state'
import { type AppSummary, listApps } from '@/lib/contracts/apps'
import { AppCard } from './app-card'
import { AppGridSkeleton } from './app-grid-skeleton'
import { CreateAppDialog } from './create-app-dialog'
import { TemplateGallery } from './template-gallery'

const SORTS = ['updated', 'created', 'name'] as const
type Sort = (typeof SORTS)[number]
const SORT_LABELS = { updated: 'apps.sortUpdated', created: 'apps.sortCreated', name: 'apps.sortName' } as const

export function AppsPage() {
  const canEdit = useHasRole('editor')
  const [creating, setCreating] = useUrlState('new')
  const apps = useContractQuery(listApps)
  return (
    <PageBody>
      <PageHeader
        title={t('apps.title')}
        description={t('apps.titleHint')}
        actions={
          canEdit ? (
            <Button variant="primary" icon="plus" onClick={() => setCreating('app')}>
              {t('apps.newApp')}
            </Button>
          ) : null
        }
      />
      {apps.error ? (
        <ErrorPanel error={apps.error} onRetry={() => void apps.refetch()} />
      ) : !apps.data ? (
        <AppGridSkeleton />
      ) : apps.data.apps.length === 0 ? (
        <FirstApp onChoose={setCreating} />
      ) : (
        <AppGrid apps={apps.data.apps} />
      )}
      {canEdit ? <CreateAppDialog choice={creating} onChoice={setCreating} /> : null}
    </PageBody>
  )
}

function FirstApp({ onChoose }: { onChoose: (choice: string) => void }) {
  return (
    <section>
      <h2 className="font-semibold text-lg">{t('apps.emptyTitle')}</h2>
      <p className="mt-0.5 mb-4 text-muted text-sm">{t('apps.emptyText')}</p>
      <TemplateGallery onChoose={onChoose} />
    </section>
  )
}

function AppGrid({ apps }: { apps: readonly AppSummary[] }) {
  const [search, setSearch] = useState('')
  const [sort, setSort] = useState<Sort>('updated')
  const shown = useMemo(() => arrange(apps, search, sort), [apps, search, sort])
  return (
    <section>
      <div className="mb-4 flex flex-wrap gap-2">
        <SearchInput
          value={search}
          onValueChange={setSearch}
          label={t('apps.search')}
          className="min-w-48 flex-1 sm:max-w-xs"
        />
        <Choice
          values={SORTS}
          labelOf={(value) => t(SORT_LABELS[value])}
          value={sort}
          onChoose={setSort}
          label={t('common.sortBy')}
          className="w-36"
        />
      </div>
      {shown.length === 0 ? (
        <EmptyState
          icon="search"
          title={t('common.nothingFound')}
          text={t('common.nothingFoundFor', { query: search })}
        />
      ) : (
        <ul className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
          {shown.map((app) => (
            <li key={app.id} className="min-w-0">
              <AppCard app={app} />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function arrange(apps: readonly AppSummary[], search: string, sort: Sort): AppSummary[] {
  const words = search.toLowerCase().trim()
  const found = apps.filter((app) => `${app.name} ${app.description}`.toLowerCase().includes(words))
  if (sort === 'name') return found.sort((a, b) => a.name.localeCompare(b.name))
  return found.sort((a, b) =>
    sort === 'created' ? b.createdAt.localeCompare(a.createdAt) : b.updatedAt.localeCompare(a.updatedAt),
  )
}
