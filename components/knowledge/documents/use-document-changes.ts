'use client'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { type DocumentView, getKnowledgeBase, listKnowledgeBases } from '@/lib/contracts/knowledge'
import { changeDocuments, findDocuments, listDuplicates } from '@/lib/contracts/knowledge-documents'
import { readMetadata } from '@/lib/contracts/knowledge-metadata'

/** Deletes, restores or reprocesses documents. The toast of a deletion offers undo. */
export function useDocumentChanges(knowledgeBaseId: string) {
  const params = { knowledgeBaseId }
  // The toasts are in the hook's callback, because callbacks of `mutate` do not run after the last deleted row unmounted
  // the list.
  const change = useContractMutation(changeDocuments, {
    invalidates: [findDocuments, listKnowledgeBases, getKnowledgeBase, listDuplicates, readMetadata],
    onSuccess: ({ changed }, { body: { documentIds, change: done } }) => {
      if (done.action === 'restore') toast.success(t('indexing.restored', { count: changed }))
      if (done.action !== 'delete') return
      const undo = () => change.mutate({ params, body: { documentIds, change: { action: 'restore' } } })
      toast.success(t('indexing.deleted', { count: changed }), {
        action: { label: t('indexing.undo'), onClick: undo },
        duration: 10_000,
      })
    },
  })
  const apply = (action: 'delete' | 'restore' | 'retry', documents: readonly Pick<DocumentView, 'id'>[]) =>
    change.mutate({ params, body: { documentIds: documents.map(({ id }) => id), change: { action } } })
  return { apply, isPending: change.isPending }
}
