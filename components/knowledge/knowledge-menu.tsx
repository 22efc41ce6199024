'use client'
import { useState } from 'react'
import { type RowDialog, RowMenu } from '@/components/ui/row-menu'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { deleteKnowledgeBase, type KnowledgeBaseView, listKnowledgeBases } from '@/lib/contracts/knowledge'
import { EditKnowledgeDialog } from './edit-knowledge-dialog'
import { KnowledgeUses } from './knowledge-uses'

export function KnowledgeMenu({ base, onDeleted }: { base: KnowledgeBaseView; onDeleted?: () => void }) {
  const canEdit = useHasRole('editor')
  const [dialog, setDialog] = useState<RowDialog>(null)
  const remove = useContractMutation(deleteKnowledgeBase, {
    invalidates: [listKnowledgeBases],
    onSuccess: () => {
      setDialog(null)
      toast(t('knowledge.deleted', { name: base.name }))
      onDeleted?.()
    },
  })
  if (!canEdit) return null
  return (
    <RowMenu
      name={base.name}
      dialog={dialog}
      onDialogChange={setDialog}
      editor={<EditKnowledgeDialog base={base} onClose={() => setDialog(null)} />}
      onDelete={() => remove.mutate({ params: { knowledgeBaseId: base.id } })}
      question={{
        title: t('knowledge.deleteBaseTitle', { name: base.name }),
        description: t('knowledge.deleteBaseText', { documents: base.documentCount }),
        busy: remove.isPending,
        note: dialog === 'delete' ? <KnowledgeUses knowledgeBaseId={base.id} /> : null,
      }}
    />
  )
}
