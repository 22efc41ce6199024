'use client'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { type ListOrder, ListView } from '@/components/ui/list-view'
import { PageBody } from '@/components/ui/page-body'
import { PageHeader } from '@/components/ui/page-header'
import { SkeletonRows } from '@/components/ui/skeleton'
import { byNewest, byText } from '@/components/ui/sort-orders'
import { useUrlState } from '@/lib/client/hooks/use-url-state'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { type IntegrationConnectionView, listIntegrationConnections } from '@/lib/contracts/integrations/connections'
import { AddConnectionDialog } from './add-connection-dialog'
import { ConnectionCard } from './connection-card'

const ORDERS: Readonly<Record<string, ListOrder<IntegrationConnectionView>>> = {
  newest: {
    get label() {
      return t('connections.sortNewest')
    },
    compare: byNewest((connection) => connection.updatedAt),
  },
  name: {
    get label() {
      return t('connections.sortName')
    },
    compare: byText((connection) => connection.name),
  },
}
const textOf = ({ name, plugin, hosts, account }: IntegrationConnectionView) =>
  [name, plugin, account ?? '', ...hosts].join(' ')

/** Credentials for the services that steps and tools call. */
export function ConnectionsPage() {
  const canEdit = useHasRole('editor')
  const [adding, setAdding] = useUrlState('new')
  return (
    <PageBody>
      <PageHeader
        title={t('connections.title')}
        description={t('connections.titleHint')}
        actions={
          canEdit ? (
            <Button variant="primary" icon="plus" onClick={() => setAdding('custom')}>
              {t('connections.add')}
            </Button>
          ) : null
        }
      />
      {canEdit ? (
        <ConnectionList onAdd={() => setAdding('custom')} />
      ) : (
        <EmptyState icon="key" title={t('connections.hiddenTitle')} text={t('connections.hiddenText')} />
      )}
      {adding !== '' && canEdit ? <AddConnectionDialog plugin={adding} onClose={() => setAdding('')} /> : null}
    </PageBody>
  )
}

function ConnectionList({ onAdd }: { onAdd: () => void }) {
  const connections = useContractQuery(listIntegrationConnections)
  return (
    <ListView
      query={connections}
      items={connections.data?.connections}
      loading={<SkeletonRows count={3} />}
      empty={
        <EmptyState
          icon="plug"
          title={t('connections.emptyTitle')}
          text={t('connections.emptyText')}
          action={
            <Button variant="primary" icon="plug" onClick={onAdd}>
              {t('connections.add')}
            </Button>
          }
        />
      }
      searchLabel={t('connections.search')}
      textOf={textOf}
      orders={ORDERS}
    >
      {(shown) => (
        <ul className="flex flex-col gap-3">
          {shown.map((connection) => (
            <li key={connection.id}>
              <ConnectionCard connection={connection} />
            </li>
          ))}
        </ul>
      )}
    </ListView>
  )
}
