'use client'
import { useMemo, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Choice } from '@/components/ui/choice'
import { EmptyState } from '@/components/ui/empty-state'
import { ErrorPanel } from '@/components/ui/error-panel'
import { PageBody } from '@/components/ui/page-body'
import { PageHeader } from '@/components/ui/page-header'
import { SearchInput } from '@/components/ui/search-input'
import { SkeletonRows } from '@/components/ui/skeleton'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/use-contract'
import { useHasRole } from '@/lib/client/use-session'
import { useUrlState } from '@/lib/client/use-url-state'
import { type KnowledgeBaseView, listKnowledgeBases } from '@/lib/contracts/knowledge'
import { CreateKnowledgeDialog } from './create-knowledge-dialog'
import { KnowledgeRow } from './knowledge-row'

const SORT_LABELS = {
  updated: 'knowledge.sortUpdated',
  name: 'knowledge.sortName',
  size: 'knowledge.sortSize',
} as const
type Sort = keyof typeof SORT_LABELS
const SORTS: readonly Sort[] = ['updated', 'name', 'size']
const BUSY_POLL_MS = 1_500

export function KnowledgePage() {
  const canEdit = useHasRole('editor')
  const [creating, setCreating] = useUrlState('new')
  const bases = useContractQuery(listKnowledgeBases, {
    refetchInterval: (data) => (data?.knowledgeBases.some((base) => base.pendingCount > 0) ? BUSY_POLL_MS : false),
  })
  const newButton = canEdit ? (
    <Button variant="primary" icon="plus" onClick={() => setCreating('base')}>
      {t('knowledge.create')}
    </Button>
  ) : null
  return (
    <PageBody>
      <PageHeader title={t('knowledge.title')} description={t('knowledge.titleHint')} actions={newButton} />
      {bases.error ? (
        <ErrorPanel error={bases.error} onRetry={() => void bases.refetch()} />
      ) : !bases.data ? (
        <SkeletonRows />
      ) : bases.data.knowledgeBases.length === 0 ? (
        <EmptyState
          icon="book-open"
          title={t('knowledge.emptyTitle')}
          text={t('knowledge.emptyText')}
          action={newButton}
        />
      ) : (
        <KnowledgeList bases={bases.data.knowledgeBases} />
      )}
      {creating === 'base' && canEdit ? <CreateKnowledgeDialog onClose={() => setCreating('')} /> : null}
    </PageBody>
  )
}

function KnowledgeList({ bases }: { bases: readonly KnowledgeBaseView[] }) {
  const [search, setSearch] = useState('')
  const [sort, setSort] = useState<Sort>('updated')
  const shown = useMemo(() => arrange(bases, search, sort), [bases, search, sort])
  return (
    <section>
      <div className="mb-4 flex flex-wrap gap-2">
        <SearchInput
          value={search}
          onValueChange={setSearch}
          label={t('knowledge.searchBases')}
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
        <ul className="divide-y rounded-lg border bg-surface">
          {shown.map((base) => (
            <KnowledgeRow key={base.id} base={base} />
          ))}
        </ul>
      )}
    </section>
  )
}

function arrange(bases: readonly KnowledgeBaseView[], search: string, sort: Sort): KnowledgeBaseView[] {
  const words = search.toLowerCase().trim()
  const found = bases.filter((base) => `${base.name} ${base.description}`.toLowerCase().includes(words))
  if (sort === 'name') return found.sort((a, b) => a.name.localeCompare(b.name))
  if (sort === 'size') return found.sort((a, b) => b.chunkCount - a.chunkCount)
  return found.sort((a, b) => b.updatedAt.localeCompare(a.updatedAt))
}
