'use client'
import { useState } from 'react'
import { ErrorPanel } from '@/components/ui/error-panel'
import { SkeletonRows } from '@/components/ui/skeleton'
import { blockingError } from '@/lib/client/http/blocking-error'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { type IndexView, listIndexes, type RebuildPlan } from '@/lib/contracts/knowledge-indexes'
import { ChunkPreview } from './chunk-preview'
import { IndexCard } from './index-card'
import { RebuildForm } from './rebuild-form'

const POLL_MS = 1_000

/** Chunking and embedding: the current index, the one being built, and the form for a new one. */
export function IndexPanel({ knowledgeBaseId, canEdit }: { knowledgeBaseId: string; canEdit: boolean }) {
  const indexes = useContractQuery(listIndexes, {
    params: { knowledgeBaseId },
    refetchInterval: (data) =>
      data?.indexes.some(({ status, error }) => status === 'building' && error === null) ? POLL_MS : false,
  })
  if (blockingError(indexes)) return <ErrorPanel error={indexes.error} onRetry={() => void indexes.refetch()} />
  const all = indexes.data?.indexes
  const active = all?.find(({ status }) => status === 'active')
  if (!all || !active) return <SkeletonRows />
  const building = all.find(({ status }) => status === 'building')
  return (
    <div className="flex flex-col gap-4">
      {all.map((index) => (
        <IndexCard
          key={index.id}
          knowledgeBaseId={knowledgeBaseId}
          index={index}
          canEdit={canEdit}
          isBuilding={building !== undefined}
        />
      ))}
      <Settings
        key={active.id}
        knowledgeBaseId={knowledgeBaseId}
        active={active}
        canEdit={canEdit}
        building={building}
      />
    </div>
  )
}

interface SettingsProps {
  knowledgeBaseId: string
  active: IndexView
  canEdit: boolean
  building: IndexView | undefined
}

function Settings({ knowledgeBaseId, active, canEdit, building }: SettingsProps) {
  const [plan, setPlan] = useState<RebuildPlan>({
    embedder: active.embedder,
    chunking: active.chunking,
    languages: active.languages,
  })
  return (
    <>
      {canEdit && !building ? <RebuildForm knowledgeBaseId={knowledgeBaseId} plan={plan} onChange={setPlan} /> : null}
      <section aria-label={t('indexing.preview')}>
        <ChunkPreview
          knowledgeBaseId={knowledgeBaseId}
          active={active.chunking}
          planned={building?.chunking ?? plan.chunking}
          isBuilding={building !== undefined}
        />
      </section>
    </>
  )
}
