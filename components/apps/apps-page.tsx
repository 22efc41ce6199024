'use client'
import Link from 'next/link'
import { AppFileDrop } from '@/components/app-file/import-app'
import { StopNotices } from '@/components/protection/stop-notices'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { LazyDialog, LazyPart } from '@/components/ui/lazy-part'
import { type ListFilter, type ListOrder, ListView } from '@/components/ui/list-view'
import { PageBody } from '@/components/ui/page-body'
import { PageHeader } from '@/components/ui/page-header'
import { makePart } from '@/components/ui/part'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { byNewest, byText } from '@/components/ui/sort-orders'
import { useUrlState } from '@/lib/client/hooks/use-url-state'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { type AppListItem, listApps } from '@/lib/contracts/apps'
import { AppCard } from './app-card'
import { AppGridSkeleton } from './app-grid-skeleton'
import { AppTable } from './app-table'
import { FirstSteps } from './first-steps'
import { useAppsView } from './use-apps-view'

const createAppDialog = makePart(() => import('./create-app-dialog').then((module) => module.CreateAppDialog))
const templateGallery = makePart(() =>
  import('@/components/templates/template-gallery').then((module) => module.TemplateGallery),
)

/** Favorites stay at the top in every order. */
const favoritesFirst = (compare: (a: AppListItem, b: AppListItem) => number) => (a: AppListItem, b: AppListItem) =>
  Number(b.isFavorite) - Number(a.isFavorite) || compare(a, b)

const ORDERS: Readonly<Record<string, ListOrder<AppListItem>>> = {
  updated: {
    get label() {
      return t('apps.sortUpdated')
    },
    compare: favoritesFirst(byNewest((app) => app.updatedAt)),
  },
  created: {
    get label() {
      return t('apps.sortCreated')
    },
    compare: favoritesFirst(byNewest((app) => app.createdAt)),
  },
  name: {
    get label() {
      return t('apps.sortName')
    },
    compare: favoritesFirst(byText((app) => app.name)),
  },
}
const textOf = (app: AppListItem) => [app.name, app.description, app.owner ?? '', ...app.tags].join(' ')

/** All apps, favorites, live ones, and one filter for each tag in use. */
function filtersOf(apps: readonly AppListItem[]): Readonly<Record<string, ListFilter<AppListItem>>> {
  const tags = [...new Set(apps.flatMap((app) => app.tags))].sort((a, b) => a.localeCompare(b))
  return {
    all: { label: t('apps.filterAll'), matches: () => true },
    favorites: { label: t('apps.filterFavorites'), matches: (app) => app.isFavorite },
    live: { label: t('apps.filterLive'), matches: (app) => app.publishedVersion !== null },
    ...Object.fromEntries(
      tags.map((tag) => [`tag ${tag}`, { label: tag, matches: (app: AppListItem) => app.tags.includes(tag) }]),
    ),
  }
}

export function AppsPage() {
  const canEdit = useHasRole('editor')
  const [creating, setCreating] = useUrlState('new')
  const [view, setView] = useAppsView()
  const apps = useContractQuery(listApps)
  const page = (
    <PageBody>
      <PageHeader
        title={t('apps.title')}
        description={t('apps.titleHint')}
        actions={
          canEdit ? (
            <>
              <Button asChild>
                <Link href="/import">
                  <Icon name="file-up" size={15} />
                  {t('appFile.import')}
                </Link>
              </Button>
              <Button variant="primary" icon="plus" onClick={() => setCreating('app')}>
                {t('apps.newApp')}
              </Button>
            </>
          ) : null
        }
      />
      <StopNotices className="mb-4" />
      {canEdit ? <FirstSteps /> : null}
      <ListView
        query={apps}
        items={apps.data?.apps}
        loading={<AppGridSkeleton />}
        empty={<FirstApp onSelect={setCreating} />}
        searchLabel={t('apps.search')}
        textOf={textOf}
        orders={ORDERS}
        filters={{ label: t('apps.filter'), options: filtersOf(apps.data?.apps ?? []) }}
        tools={
          <SegmentedControl
            iconOnly
            label={t('apps.view')}
            value={view}
            onValueChange={setView}
            className="ml-auto"
            options={[
              { value: 'grid', label: t('apps.viewGrid'), icon: 'layout-grid' },
              { value: 'list', label: t('apps.viewList'), icon: 'list' },
            ]}
          />
        }
      >
        {(shown) =>
          view === 'list' ? (
            <AppTable apps={shown} />
          ) : (
            <ul className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
              {shown.map((app) => (
                <li key={app.id} className="min-w-0">
                  <AppCard app={app} />
                </li>
              ))}
            </ul>
          )
        }
      </ListView>
      {canEdit ? (
        <LazyDialog
          part={createAppDialog}
          open={creating !== ''}
          props={{ choice: creating, onChoice: setCreating }}
          onClose={() => setCreating('')}
        />
      ) : null}
    </PageBody>
  )
  return canEdit ? <AppFileDrop>{page}</AppFileDrop> : page
}

function FirstApp({ onSelect }: { onSelect: (choice: string) => void }) {
  return (
    <section>
      <h2 className="font-semibold text-lg">{t('apps.emptyTitle')}</h2>
      <p className="mt-0.5 mb-4 text-muted text-sm">{t('apps.emptyText')}</p>
      <LazyPart part={templateGallery} props={{ onSelect }} />
    </section>
  )
}
