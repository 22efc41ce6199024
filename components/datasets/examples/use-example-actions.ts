'use client'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { changeExamples, type ExampleView, findDuplicates, listExamples } from '@/lib/contracts/dataset-examples'
import { listSources } from '@/lib/contracts/dataset-sources'
import { getDatasetCard, getStatistics } from '@/lib/contracts/dataset-versions'
import { type ExampleReview, type ExampleSplit, getDataset, listDatasets } from '@/lib/contracts/datasets'

/** Queries that depend on an example of the draft. */
export const AFTER_CHANGE = [
  listExamples,
  getDataset,
  listDatasets,
  getStatistics,
  getDatasetCard,
  findDuplicates,
  listSources,
] as const

export function useExampleActions(datasetId: string) {
  const params = { datasetId }
  const change = useContractMutation(changeExamples, { invalidates: AFTER_CHANGE })
  const undo = (ids: string[], body: { removed?: boolean; review?: ExampleReview }) => ({
    action: { label: t('common.undo'), onClick: () => change.mutate({ params, body: { ids, ...body } }) },
  })
  return {
    isBusy: change.isPending,
    review: (example: ExampleView, review: ExampleReview) => {
      if (example.review === review) return
      change.mutate({ params, body: { ids: [example.id], review } })
    },
    reviewAll: (ids: string[], review: ExampleReview) =>
      change.mutate(
        { params, body: { ids, review } },
        { onSuccess: () => toast(t('datasets.reviewed', { count: ids.length }), undo(ids, { review: 'pending' })) },
      ),
    split: (ids: string[], split: ExampleSplit | null) => change.mutate({ params, body: { ids, split } }),
    keepPersonal: (example: ExampleView, keepPersonal: boolean) =>
      change.mutate({ params, body: { ids: [example.id], keepPersonal } }),
    remove: (ids: string[]) =>
      change.mutate(
        { params, body: { ids, removed: true } },
        { onSuccess: () => toast(t('datasets.removed', { count: ids.length }), undo(ids, { removed: false })) },
      ),
  }
}

export type ExampleActions = ReturnType<typeof useExampleActions>
