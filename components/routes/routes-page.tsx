'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { type ListOrder, ListView } from '@/components/ui/list-view'
import { PageBody } from '@/components/ui/page-body'
import { PageHeader } from '@/components/ui/page-header'
import { SkeletonRows } from '@/components/ui/skeleton'
import { byNewest, byText } from '@/components/ui/sort-orders'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { listRoutes, type RouteView } from '@/lib/contracts/routes'
import { RouteCard } from './route-card'
import { RouteDialog } from './route-dialog'

const ORDERS: Readonly<Record<string, ListOrder<RouteView>>> = {
  name: {
    get label() {
      return t('models.sortName')
    },
    compare: byText((route) => route.name),
  },
  newest: {
    get label() {
      return t('models.sortNewest')
    },
    compare: byNewest((route) => route.updatedAt),
  },
}
const textOf = ({ name, description, policy }: RouteView) =>
  [name, description, ...policy.targets.map(({ model }) => model.model)].join(' ')

export function RoutesPage() {
  const canEdit = useHasRole('editor')
  const routes = useContractQuery(listRoutes)
  const [editing, setEditing] = useState<RouteView | 'new' | null>(null)
  const add = canEdit ? (
    <Button variant="primary" icon="plus" onClick={() => setEditing('new')}>
      {t('routes.add')}
    </Button>
  ) : null
  return (
    <PageBody>
      <PageHeader title={t('routes.title')} description={t('routes.titleHint')} actions={add} />
      <ListView
        query={routes}
        items={routes.data?.routes}
        loading={<SkeletonRows count={3} />}
        empty={<EmptyState icon="route" title={t('routes.emptyTitle')} text={t('routes.emptyText')} action={add} />}
        searchLabel={t('routes.search')}
        textOf={textOf}
        orders={ORDERS}
      >
        {(shown) => (
          <ul className="flex flex-col gap-3">
            {shown.map((route) => (
              <li key={route.id}>
                <RouteCard route={route} onEdit={canEdit ? () => setEditing(route) : null} />
              </li>
            ))}
          </ul>
        )}
      </ListView>
      {editing === null ? null : (
        <RouteDialog route={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
      )}
    </PageBody>
  )
}
