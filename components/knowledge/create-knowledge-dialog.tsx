'use client'
import { useRouter } from 'next/navigation'
import { FormDialog } from '@/components/ui/form-dialog'
import { NameFields } from '@/components/ui/name-fields'
import { t } from '@/lib/client/messages/t'
import { useContractForm } from '@/lib/client/queries/use-contract-form'
import { createKnowledgeBase, listKnowledgeBases } from '@/lib/contracts/knowledge'

export function CreateKnowledgeDialog({ onClose }: { onClose: () => void }) {
  const router = useRouter()
  const form = useContractForm(createKnowledgeBase, {
    initial: { name: '', description: '' },
    invalidates: [listKnowledgeBases],
    onSuccess: (base) => router.push(`/knowledge/${base.id}`),
  })
  return (
    <FormDialog
      {...form}
      title={t('knowledge.create')}
      description={t('knowledge.createText')}
      submitLabel={t('common.create')}
      onClose={onClose}
    >
      <NameFields
        form={form}
        namePlaceholder={t('knowledge.namePlaceholder')}
        descriptionLabel={t('knowledge.description')}
        descriptionHint={t('knowledge.descriptionHint')}
      />
    </FormDialog>
  )
}
