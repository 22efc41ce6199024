'use client'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { type ListOrder, ListView } from '@/components/ui/list-view'
import { SkeletonRows } from '@/components/ui/skeleton'
import { byNewest, byText } from '@/components/ui/sort-orders'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { type ConnectionView, listConnections } from '@/lib/contracts/models'
import { ConnectionCard } from './connection-card'

const ORDERS: Readonly<Record<string, ListOrder<ConnectionView>>> = {
  newest: {
    get label() {
      return t('models.sortNewest')
    },
    compare: byNewest((connection) => connection.updatedAt),
  },
  name: {
    get label() {
      return t('models.sortName')
    },
    compare: byText((connection) => connection.name),
  },
}
const textOf = ({ name, provider, models }: ConnectionView) =>
  [name, provider, ...models.map((model) => model.label)].join(' ')

export function ConnectionsSection({ canEdit, onAdd }: { canEdit: boolean; onAdd: () => void }) {
  const connections = useContractQuery(listConnections)
  return (
    <section>
      <h2 className="sr-only">{t('models.connectionsTitle')}</h2>
      <ListView
        query={connections}
        items={connections.data?.connections}
        loading={<SkeletonRows count={3} />}
        empty={<NoConnections onAdd={canEdit ? onAdd : null} />}
        searchLabel={t('models.search')}
        textOf={textOf}
        orders={ORDERS}
      >
        {(shown) => (
          <ul className="flex flex-col gap-3">
            {shown.map((connection) => (
              <li key={connection.id}>
                <ConnectionCard connection={connection} canEdit={canEdit} />
              </li>
            ))}
          </ul>
        )}
      </ListView>
    </section>
  )
}

function NoConnections({ onAdd }: { onAdd: (() => void) | null }) {
  return (
    <EmptyState
      icon="plug"
      title={t('models.emptyTitle')}
      text={t('models.emptyText')}
      helpPage="get-started/connect-a-model"
      action={
        onAdd ? (
          <Button variant="primary" icon="plug" onClick={onAdd}>
            {t('models.addConnection')}
          </Button>
        ) : null
      }
    />
  )
}
