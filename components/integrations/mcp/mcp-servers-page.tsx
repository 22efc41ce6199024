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
import { listMcpServers, type McpServerView } from '@/lib/contracts/integrations/mcp-servers'
import { AddServerDialog } from './add-server-dialog'
import { RegistryDialog } from './registry-dialog'
import { ServerCard } from './server-card'

const ORDERS: Readonly<Record<string, ListOrder<McpServerView>>> = {
  newest: {
    get label() {
      return t('connections.sortNewest')
    },
    compare: byNewest((server) => server.updatedAt),
  },
  name: {
    get label() {
      return t('connections.sortName')
    },
    compare: byText((server) => server.name),
  },
}

/** MCP servers of the workspace. */
export function McpServersPage() {
  const canEdit = useHasRole('editor')
  const [adding, setAdding] = useUrlState('new')
  const { data } = useContractQuery(listMcpServers, { enabled: canEdit })
  return (
    <PageBody>
      <PageHeader
        title={t('mcpServers.title')}
        description={t('mcpServers.description')}
        actions={
          canEdit ? (
            <>
              {data?.hasRegistry ? (
                <Button icon="search" onClick={() => setAdding('registry')}>
                  {t('mcpServers.registryOpen')}
                </Button>
              ) : null}
              <Button variant="primary" icon="plus" onClick={() => setAdding('url')}>
                {t('mcpServers.add')}
              </Button>
            </>
          ) : null
        }
      />
      {canEdit ? (
        <ServerList onAdd={() => setAdding('url')} />
      ) : (
        <EmptyState icon="key" title={t('connections.hiddenTitle')} text={t('connections.hiddenText')} />
      )}
      {adding === 'registry' && canEdit ? <RegistryDialog onClose={() => setAdding('')} /> : null}
      {adding !== '' && adding !== 'registry' && canEdit ? <AddServerDialog onClose={() => setAdding('')} /> : null}
    </PageBody>
  )
}

function ServerList({ onAdd }: { onAdd: () => void }) {
  const servers = useContractQuery(listMcpServers)
  return (
    <ListView
      query={servers}
      items={servers.data?.servers}
      loading={<SkeletonRows count={3} />}
      empty={
        <EmptyState
          icon="plug"
          title={t('mcpServers.emptyTitle')}
          text={t('mcpServers.emptyText')}
          action={
            <Button variant="primary" icon="plus" onClick={onAdd}>
              {t('mcpServers.add')}
            </Button>
          }
        />
      }
      searchLabel={t('mcpServers.search')}
      textOf={({ name, url, stdio }) => [name, url, stdio].join(' ')}
      orders={ORDERS}
    >
      {(shown) => (
        <ul className="flex flex-col gap-3">
          {shown.map((server) => (
            <li key={server.id}>
              <ServerCard server={server} />
            </li>
          ))}
        </ul>
      )}
    </ListView>
  )
}
