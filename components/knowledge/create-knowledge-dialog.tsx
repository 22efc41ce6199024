'use client'
import { useRouter } from 'next/navigation'
import { Dialog } from '@/components/ui/dialog'
import { t } from '@/lib/client/messages/t'
import { useContractForm } from '@/lib/client/use-contract-form'
import { createKnowledgeBase, listKnowledgeBases } from '@/lib/contracts/knowledge'
import { KnowledgeForm } from './knowledge-form'

export function CreateKnowledgeDialog({ onClose }: { onClose: () => void }) {
  const router = useRouter()
  const form = useContractForm(createKnowledgeBase, {
    initial: { name: '', description: '' },
    invalidates: [listKnowledgeBases],
    onSuccess: (base) => router.push(`/knowledge/${base.id}`),
  })
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <KnowledgeForm
        title={t('knowledge.create')}
        intro={t('knowledge.createText')}
        submitLabel={t('common.create')}
        name={form.values.name}
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
