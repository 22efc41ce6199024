'use client'
import { FormDialog } from '@/components/ui/form-dialog'
import { NameFields } from '@/components/ui/name-fields'
import { t } from '@/lib/client/messages/t'
import { useContractForm } from '@/lib/client/use-contract-form'
import {
  getKnowledgeBase,
  type KnowledgeBaseView,
  listKnowledgeBases,
  updateKnowledgeBase,
} from '@/lib/contracts/knowledge'

export function EditKnowledgeDialog({ base, onClose }: { base: KnowledgeBaseView; onClose: () => void }) {
  const form = useContractForm(updateKnowledgeBase, {
    params: { knowledgeBaseId: base.id },
    initial: { name: base.name, description: base.description },
    invalidates: [listKnowledgeBases, getKnowledgeBase],
    onSuccess: onClose,
  })
  return (
    <FormDialog {...form} title={t('common.edit')} submitLabel={t('common.save')} onClose={onClose}>
      <NameFields
        form={form}
        namePlaceholder={t('knowledge.namePlaceholder')}
        descriptionLabel={t('knowledge.description')}
        descriptionHint={t('knowledge.descriptionHint')}
      />
    </FormDialog>
  )
}
