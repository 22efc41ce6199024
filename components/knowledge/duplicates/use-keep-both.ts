'use client'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { type DuplicatePair, keepDuplicates, listDuplicates } from '@/lib/contracts/knowledge-documents'

/** Dismisses a pair permanently. The toast offers undo. */
export function useKeepBoth(knowledgeBaseId: string) {
  const params = { knowledgeBaseId }
  const change = useContractMutation(keepDuplicates, {
    invalidates: [listDuplicates],
    onSuccess: (_, { body }) => {
      if (body.keep === false) return
      const undo = () => change.mutate({ params, body: { ...body, keep: false } })
      toast.success(t('indexing.bothKept'), { action: { label: t('indexing.undo'), onClick: undo }, duration: 10_000 })
    },
  })
  const apply = ({ first, second }: DuplicatePair) =>
    change.mutate({ params, body: { firstId: first.documentId, secondId: second.documentId } })
  return { apply, isPending: change.isPending }
}
