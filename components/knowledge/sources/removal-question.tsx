'use client'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { findDocuments } from '@/lib/contracts/knowledge-documents'
import {
  decideRemoval,
  listSources,
  listSyncs,
  type SourceView,
  type SyncView,
} from '@/lib/contracts/knowledge-sources'

export interface RemovalQuestionProps {
  knowledgeBaseId: string
  source: SourceView
  sync: SyncView
}

/** If more than half disappears at once, the site may have moved or access may be lost, so this needs confirmation. */
export function RemovalQuestion({ knowledgeBaseId, source, sync }: RemovalQuestionProps) {
  const decide = useContractMutation(decideRemoval, { invalidates: [listSources, listSyncs, findDocuments] })
  const params = { knowledgeBaseId, knowledgeSourceId: source.id, syncId: sync.id }
  const answer = (decision: 'remove' | 'keep') => decide.mutate({ params, body: { decision } })
  return (
    <div className="ml-7.5 flex flex-wrap items-center gap-2 rounded-md bg-warning-soft px-3 py-2 text-sm text-warning">
      <Icon name="alert-triangle" size={15} className="shrink-0" />
      <p className="min-w-0 flex-1 basis-60">{t('sources.removalAsk', { count: sync.vanished })}</p>
      <Button size="sm" busy={decide.isPending} onClick={() => answer('keep')}>
        {t('sources.removalKeep')}
      </Button>
      <Button size="sm" variant="danger" busy={decide.isPending} onClick={() => answer('remove')}>
        {t('sources.removalRemove')}
      </Button>
    </div>
  )
}
