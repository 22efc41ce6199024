'use client'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { readRetrieval, saveRetrieval } from '@/lib/contracts/knowledge-retrieval'
import type { LabConfiguration } from '@/lib/contracts/retrieval-lab-runs'
import type { RetrievalOptions } from '@/lib/core/knowledge/retrieval-options'

/** Applies a configuration to the base's searches and offers undo. */
export function useApplyOptions(knowledgeBaseId: string, inUse: RetrievalOptions | null) {
  const params = { knowledgeBaseId }
  const save = useContractMutation(saveRetrieval, { invalidates: [readRetrieval] })
  function apply({ name, options }: LabConfiguration) {
    const before = inUse
    save.mutate(
      { params, body: { options } },
      {
        onSuccess: () =>
          toast.success(t('lab.applied', { name }), {
            action: { label: t('common.undo'), onClick: () => save.mutate({ params, body: { options: before } }) },
            duration: 10_000,
          }),
      },
    )
  }
  return { apply, isPending: save.isPending }
}
