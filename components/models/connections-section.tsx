'use client'
import { useMemo, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Choice } from '@/components/ui/choice'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorPanel } from '@/components/ui/error-panel'
import { SearchInput } from '@/components/ui/search-input'
import { SkeletonRows } from '@/components/ui/skeleton'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/use-contract'
import { type ConnectionView, listConnections } from '@/lib/contracts/models'
import { ConnectionCard } from './connection-card'

const SORTS = ['newest', 'name'] as const
type Sort = (typeof SORTS)[number]
const SORT_LABELS = { newest: 'models.sortNewest', name: 'models.sortName' } as const

export function ConnectionsSection({ canEdit, onAdd }: { canEdit: boolean; onAdd: () => void }) {
  const connections = useContractQuery(listConnections)
  if (connections.error) return <ErrorPanel error={connections.error} onRetry={() => void connections.refetch()} />
  if (!connections.data) return <SkeletonRows count={3} />
  if (connections.data.connections.length > 0) {
    return <ConnectionList connections={connections.data.connections} canEdit={canEdit} />
  }
  return (
    <EmptyState
      icon="plug"
      title={t('models.emptyTitle')}
      text={t('models.emptyText')}
      action={
        canEdit ? (
          <Button variant="primary" icon="plug" onClick={onAdd}>
            {t('models.addConnection')}
          </Button>
        ) : null
      }
    />
  )
}

function ConnectionList({ connections, canEdit }: { connections: readonly ConnectionView[]; canEdit: boolean }) {
  const [search, setSearch] = useState('')
  const [sort, setSort] = useState<Sort>('newest')
  const shown = useMemo(() => arrange(connections, search, sort), [connections, search, sort])
  return (
    <section>
      <h2 className="sr-only">{t('models.connectionsTitle')}</h2>
      <div className="mb-3 flex flex-wrap gap-2">
        <SearchInput
          value={search}
          onValueChange={setSearch}
          label={t('models.search')}
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
          compact
          icon="search"
          title={t('common.nothingFound')}
          text={t('common.nothingFoundFor', { query: search })}
        />
      ) : (
        <ul className="flex flex-col gap-3">
          {shown.map((connection) => (
            <li key={connection.id}>
              <ConnectionCard connection={connection} canEdit={canEdit} />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function arrange(connections: readonly ConnectionView[], search: string, sort: Sort): ConnectionView[] {
  const words = search.toLowerCase().trim()
  const found = connections.filter((connection) =>
    [connection.name, connection.provider, ...connection.models.map((model) => model.label)]
      .join(' ')
      .toLowerCase()
      .includes(words),
  )
  if (sort === 'name') return found.sort((a, b) => a.name.localeCompare(b.name))
  return found.sort((a, b) => b.updatedAt.localeCompare(a.updatedAt))
}
