'use client'
import { AppFileDrop, ImportAppButton } from '@/components/app-file/import-app'
import { StopNotices } from '@/components/protection/stop-notices'
import { Button } from '@/components/ui/button'
import { type ListOrder, ListView } from '@/components/ui/list-view'
import { PageBody } from '@/components/ui/page-body'
import { PageHeader } from '@/components/ui/page-header'
import { byNewest, byText } from '@/components/ui/sort-orders'
import { useUrlState } from '@/lib/client/hooks/use-url-state'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { type AppSummary, listApps } from '@/lib/contracts/apps'
import { AppCard } from './app-card'
import { AppGridSkeleton } from './app-grid-skeleton'
import { CreateAppDialog } from './create-app-dialog'
import { FirstSteps } from './first-steps'
import { TemplateGallery } from './template-gallery'

const ORDERS: Readonly<Record<string, ListOrder<AppSummary>>> = {
  updated: {
    get label() {
      return t('apps.sortUpdated')
    },
    compare: byNewest((app) => app.updatedAt),
  },
  created: {
    get label() {
      return t('apps.sortCreated')
    },
    compare: byNewest((app) => app.createdAt),
  },
  name: {
    get label() {
      return t('apps.sortName')
    },
    compare: byText((app) => app.name),
  },
}
const textOf = (app: AppSummary) => `${app.name} ${app.description}`

export function AppsPage() {
  const canEdit = useHasRole('editor')
  const [creating, setCreating] = useUrlState('new')
  const apps = useContractQuery(listApps)
  const page = (
    <PageBody>
      <PageHeader
        title={t('apps.title')}
        description={t('apps.titleHint')}
        actions={
          canEdit ? (
            <>
              <ImportAppButton />
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
        empty={<FirstApp onChoose={setCreating} />}
        searchLabel={t('apps.search')}
        textOf={textOf}
        orders={ORDERS}
      >
        {(shown) => (
          <ul className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
            {shown.map((app) => (
              <li key={app.id} className="min-w-0">
                <AppCard app={app} />
              </li>
            ))}
          </ul>
        )}
      </ListView>
      {canEdit ? <CreateAppDialog choice={creating} onChoice={setCreating} /> : null}
    </PageBody>
  )
  return canEdit ? <AppFileDrop>{page}</AppFileDrop> : page
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
