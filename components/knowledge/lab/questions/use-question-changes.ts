'use client'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { changeLabQuestions, listLabQuestions } from '@/lib/contracts/retrieval-lab'

/** Removes, restores or keeps questions. The toast of a removal offers undo. */
export function useQuestionChanges(knowledgeBaseId: string) {
  const params = { knowledgeBaseId }
  const change = useContractMutation(changeLabQuestions, {
    invalidates: [listLabQuestions],
    onSuccess: ({ questionIds }, { body }) => {
      if (body.change !== 'remove' || questionIds.length === 0) return
      const undo = () => change.mutate({ params, body: { questionIds: questionIds.slice(0, 500), change: 'restore' } })
      toast.success(t('lab.removed', { count: questionIds.length }), {
        action: { label: t('common.undo'), onClick: undo },
        duration: 10_000,
      })
    },
  })
  const apply = (action: 'remove' | 'accept', questionIds: string[] | null) =>
    change.mutate({ params, body: { questionIds, change: action } })
  return { apply, isPending: change.isPending }
}
