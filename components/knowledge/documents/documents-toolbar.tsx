'use client'
import { Choice } from '@/components/ui/choice'
import { ListToolbar } from '@/components/ui/list-toolbar'
import { Select } from '@/components/ui/select'
import { type MessageKey, t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import type { ResponseOf } from '@/lib/contracts/contract'
import type { DocumentFilter, findDocuments } from '@/lib/contracts/knowledge-documents'
import { readMetadata } from '@/lib/contracts/knowledge-metadata'
import { FileKind } from '@/lib/core/knowledge/index-chunking'

const STATUSES = ['all', 'ready', 'pending', 'failed', 'deleted'] as const
const KINDS = ['all', ...FileKind.options, 'other'] as const
const ORDERS = ['newest', 'oldest', 'name', 'largest'] as const

export interface DocumentsView {
  search: string
  status: (typeof STATUSES)[number]
  kind: (typeof KINDS)[number]
  order: (typeof ORDERS)[number]
  field: string
  value: string
}
export const EMPTY_VIEW: DocumentsView = {
  search: '',
  status: 'all',
  kind: 'all',
  order: 'newest',
  field: '',
  value: '',
}

const ORDER_LABELS = {
  newest: 'knowledge.sortNewest',
  oldest: 'indexing.oldest',
  name: 'knowledge.sortName',
  largest: 'knowledge.sortSize',
} as const satisfies Record<DocumentsView['order'], MessageKey>

export function toQuery({ search, status, kind, order, field, value }: DocumentsView) {
  const filter: DocumentFilter = {
    ...(search.trim() === '' ? {} : { search: search.trim() }),
    ...(status === 'all' ? {} : { status }),
    ...(kind === 'all' ? {} : { kind }),
    ...(field === '' ? {} : { field, ...(value === '' ? {} : { value }) }),
  }
  return { ...filter, order }
}

export interface DocumentsToolbarProps {
  knowledgeBaseId: string
  view: DocumentsView
  onChange: (view: DocumentsView) => void
  counts: ResponseOf<typeof findDocuments>['counts']
}

export function DocumentsToolbar({ knowledgeBaseId, view, onChange, counts }: DocumentsToolbarProps) {
  const labels = {
    all: `${t('knowledge.filterAll')} (${counts.all})`,
    ready: t('knowledge.filterReady'),
    pending: `${t('knowledge.filterPending')} (${counts.pending})`,
    failed: `${t('knowledge.filterFailed')} (${counts.failed})`,
    deleted: `${t('indexing.bin')} (${counts.deleted})`,
  }
  return (
    <ListToolbar
      search={view.search}
      onSearch={(search) => onChange({ ...view, search })}
      searchLabel={t('knowledge.searchDocuments')}
    >
      <Choice
        values={STATUSES}
        labelOf={(status) => labels[status]}
        value={view.status}
        onSelect={(status) => onChange({ ...view, status })}
        label={t('common.status')}
        className="w-36"
      />
      <Choice
        values={KINDS}
        labelOf={(kind) => (kind === 'all' ? t('indexing.everyKind') : t(`indexing.kind_${kind}`))}
        value={view.kind}
        onSelect={(kind) => onChange({ ...view, kind })}
        label={t('indexing.fieldType')}
        className="w-32"
      />
      <MetadataFilter knowledgeBaseId={knowledgeBaseId} view={view} onChange={onChange} />
      <Choice
        values={ORDERS}
        labelOf={(order) => t(ORDER_LABELS[order])}
        value={view.order}
        onSelect={(order) => onChange({ ...view, order })}
        label={t('common.sortBy')}
        className="w-36"
      />
    </ListToolbar>
  )
}

/** The most frequent values of each field, and documents without a value. */
function MetadataFilter({ knowledgeBaseId, view, onChange }: Omit<DocumentsToolbarProps, 'counts'>) {
  const metadata = useContractQuery(readMetadata, { params: { knowledgeBaseId } })
  const fields = metadata.data?.fields ?? []
  if (fields.length === 0) return null
  const key = (field: string, value: string) => JSON.stringify([field, value])
  const groups = fields.map(({ field, values }) => ({
    label: field.name,
    options: [
      ...values.map(({ value, count }) => ({ value: key(field.name, value), label: `${value} (${count})` })),
      { value: key(field.name, ''), label: t('indexing.without', { name: field.name }) },
    ],
  }))
  function choose(next: string) {
    const found = fields
      .flatMap(({ field, values }) => [...values.map(({ value }) => [field.name, value]), [field.name, '']])
      .find(([field = '', value = '']) => key(field, value) === next)
    onChange({ ...view, field: found?.[0] ?? '', value: found?.[1] ?? '' })
  }
  return (
    <Select
      aria-label={t('indexing.metadataTab')}
      value={view.field === '' ? 'all' : key(view.field, view.value)}
      onValueChange={choose}
      options={[{ value: 'all', label: `${t('indexing.metadataTab')}: ${t('knowledge.filterAll')}` }]}
      groups={groups}
      className="w-40"
    />
  )
}
