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
import { useUrlState } from '@/lib/client/use-url-state'
import { type ApiKeyView, listKeys } from '@/lib/contracts/keys'
import { CreateKeyDialog } from './create-key-dialog'
import { KeyTable } from './key-table'

const SORTS = ['newest', 'used', 'name'] as const
type Sort = (typeof SORTS)[number]
const SORT_LABELS = { newest: 'settings.sortNewest', used: 'settings.sortUsed', name: 'settings.sortName' } as const

export function KeysPanel() {
  const [creating, setCreating] = useUrlState('new')
  const keys = useContractQuery(listKeys)
  const createButton = (
    <Button variant="primary" icon="plus" onClick={() => setCreating('key')}>
      {t('settings.createKey')}
    </Button>
  )
  return (
    <section>
      <div className="mb-4 flex flex-wrap items-start justify-between gap-3">
        <p className="max-w-xl text-muted text-sm">{t('settings.apiKeysHint')}</p>
        {keys.data && keys.data.keys.length > 0 ? createButton : null}
      </div>
      {keys.error ? (
        <ErrorPanel error={keys.error} onRetry={() => void keys.refetch()} />
      ) : !keys.data ? (
        <SkeletonRows count={3} />
      ) : keys.data.keys.length === 0 ? (
        <EmptyState
          icon="key"
          title={t('settings.noKeysTitle')}
          text={t('settings.noKeysText')}
          action={createButton}
        />
      ) : (
        <KeyList keys={keys.data.keys} />
      )}
      {creating === 'key' ? <CreateKeyDialog onClose={() => setCreating('')} /> : null}
    </section>
  )
}

function KeyList({ keys }: { keys: readonly ApiKeyView[] }) {
  const [search, setSearch] = useState('')
  const [sort, setSort] = useState<Sort>('newest')
  const shown = useMemo(() => arrange(keys, search, sort), [keys, search, sort])
  return (
    <>
      <div className="mb-3 flex flex-wrap gap-2">
        <SearchInput
          value={search}
          onValueChange={setSearch}
          label={t('settings.searchKeys')}
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
        <KeyTable keys={shown} />
      )}
    </>
  )
}

function arrange(keys: readonly ApiKeyView[], search: string, sort: Sort): ApiKeyView[] {
  const words = search.toLowerCase().trim()
  const found = keys.filter((key) =>
    [key.name, key.start, key.last4, ...key.apps.map((app) => app.name)].join(' ').toLowerCase().includes(words),
  )
  if (sort === 'name') return found.sort((a, b) => a.name.localeCompare(b.name))
  if (sort === 'used') return found.sort((a, b) => (b.lastUsedAt ?? '').localeCompare(a.lastUsedAt ?? ''))
  return found.sort((a, b) => b.createdAt.localeCompare(a.createdAt))
}
