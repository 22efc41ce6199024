import { toast } from '@/components/ui/toast'
import { request } from '@/lib/client/http/request'
import { t } from '@/lib/client/messages/t'
import type { SampleObject } from '@/lib/contracts/apps'
import { deleteDataset } from '@/lib/contracts/datasets'
import { deleteKnowledgeBase } from '@/lib/contracts/knowledge'

/** Sample data outlives its app, because a restored app needs it. */
export function offerSampleRemoval(samples: readonly SampleObject[]): void {
  if (samples.length === 0) return
  toast(t('templates.leftover', { names: samples.map(({ name }) => name).join(', ') }), {
    duration: 20_000,
    action: { label: t('templates.deleteLeftover'), onClick: () => void removeSamples(samples) },
  })
}

async function removeSamples(samples: readonly SampleObject[]): Promise<void> {
  try {
    for (const { kind, id } of samples) {
      if (kind === 'knowledge') await request(deleteKnowledgeBase, { params: { knowledgeBaseId: id } })
      else await request(deleteDataset, { params: { datasetId: id } })
    }
    toast.success(t('templates.leftoverDeleted'))
  } catch (error) {
    toast.error(error instanceof Error ? error.message : t('common.errorUnknown'))
  }
}
