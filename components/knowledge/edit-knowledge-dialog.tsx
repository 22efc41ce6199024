'use client'
import { Dialog } from '@/components/ui/dialog'
import { t } from '@/lib/client/messages/t'
import { useContractForm } from '@/lib/client/use-contract-form'
import {
  getKnowledgeBase,
  type KnowledgeBaseView,
  listKnowledgeBases,
  updateKnowledgeBase,
} from '@/lib/contracts/knowledge'
import { KnowledgeForm } from './knowledge-form'

export function EditKnowledgeDialog({ base, onClose }: { base: KnowledgeBaseView; onClose: () => void }) {
  const form = useContractForm(updateKnowledgeBase, {
    params: { knowledgeBaseId: base.id },
    initial: { name: base.name, description: base.description },
    invalidates: [listKnowledgeBases, getKnowledgeBase],
    onSuccess: onClose,
  })
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <KnowledgeForm
        title={t('common.edit')}
        submitLabel={t('common.save')}
        name={form.values.name ?? ''}
        description={form.values.description ?? ''}
        onChange={form.set}
        errors={form.errors}
        error={form.error}
        busy={form.busy}
        onSubmit={form.onSubmit}
      />
    </Dialog>
  )
}
