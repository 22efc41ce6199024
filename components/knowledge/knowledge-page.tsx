'use client'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { LazyDialog } from '@/components/ui/lazy-part'
import { type ListOrder, ListView } from '@/components/ui/list-view'
import { PageBody } from '@/components/ui/page-body'
import { PageHeader } from '@/components/ui/page-header'
import { makePart } from '@/components/ui/part'
import { byNewest, byText } from '@/components/ui/sort-orders'
import { useNow } from '@/lib/client/hooks/use-now'
import { useUrlState } from '@/lib/client/hooks/use-url-state'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { type KnowledgeBaseView, listKnowledgeBases } from '@/lib/contracts/knowledge'
import { KnowledgeRow } from './knowledge-row'

const createKnowledgeDialog = makePart(() =>
  import('./create-knowledge-dialog').then((module) => module.CreateKnowledgeDialog),
)

const ORDERS: Readonly<Record<string, ListOrder<KnowledgeBaseView>>> = {
  updated: {
    get label() {
      return t('knowledge.sortUpdated')
    },
    compare: byNewest((base) => base.updatedAt),
  },
  name: {
    get label() {
      return t('knowledge.sortName')
    },
    compare: byText((base) => base.name),
  },
  size: {
    get label() {
      return t('knowledge.sortSize')
    },
    compare: (a, b) => b.chunkCount - a.chunkCount,
  },
}
const textOf = (base: KnowledgeBaseView) => `${base.name} ${base.description}`
const BUSY_POLL_MS = 1_500
const TICK_MS = 20_000

export function KnowledgePage() {
  const canEdit = useHasRole('editor')
  const [creating, setCreating] = useUrlState('new')
  const bases = useContractQuery(listKnowledgeBases, {
    refetchInterval: (data) => (data?.knowledgeBases.some((base) => base.pendingCount > 0) ? BUSY_POLL_MS : false),
  })
  useNow(TICK_MS)
  const newButton = canEdit ? (
    <Button variant="primary" icon="plus" onClick={() => setCreating('base')}>
      {t('knowledge.create')}
    </Button>
  ) : null
  return (
    <PageBody>
      <PageHeader title={t('knowledge.title')} description={t('knowledge.titleHint')} actions={newButton} />
      <ListView
        query={bases}
        items={bases.data?.knowledgeBases}
        empty={
          <EmptyState
            icon="book-open"
            title={t('knowledge.emptyTitle')}
            text={t('knowledge.emptyText')}
            helpPage="concepts/knowledge"
            action={newButton}
          />
        }
        searchLabel={t('knowledge.searchBases')}
        textOf={textOf}
        orders={ORDERS}
      >
        {(shown) => (
          <ul className="divide-y rounded-lg border bg-surface">
            {shown.map((base) => (
              <KnowledgeRow key={base.id} base={base} />
            ))}
          </ul>
        )}
      </ListView>
      {creating === 'base' && canEdit ? (
        <LazyDialog
          open
          part={createKnowledgeDialog}
          props={{ onClose: () => setCreating('') }}
          onClose={() => setCreating('')}
        />
      ) : null}
    </PageBody>
  )
}
