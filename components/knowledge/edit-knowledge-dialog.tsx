'use client'
import { FormDialog } from '@/components/ui/form-dialog'
import { NameFields } from '@/components/ui/name-fields'
import { t } from '@/lib/client/messages/t'
import { useContractForm } from '@/lib/client/queries/use-contract-form'
import {
  getKnowledgeBase,
  type KnowledgeBaseView,
  listKnowledgeBases,
  updateKnowledgeBase,
} from '@/lib/contracts/knowledge'
import { OcrFields } from './ocr-fields'

export function EditKnowledgeDialog({ base, onClose }: { base: KnowledgeBaseView; onClose: () => void }) {
  const { installed, ...ocr } = base.ocr
  const form = useContractForm(updateKnowledgeBase, {
    params: { knowledgeBaseId: base.id },
    initial: { name: base.name, description: base.description, ...(installed.length > 0 ? { ocr } : {}) },
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
      <OcrFields
        value={form.values.ocr ?? ocr}
        installed={installed}
        error={form.errors.ocr ?? form.errors['ocr.languages']}
        onChange={(value) => form.set({ ocr: value })}
      />
    </FormDialog>
  )
}
