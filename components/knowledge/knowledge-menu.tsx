'use client'
import { useState } from 'react'
import { LazyDialog } from '@/components/ui/lazy-part'
import { makePart } from '@/components/ui/part'
import { type RowDialog, RowMenu } from '@/components/ui/row-menu'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { deleteKnowledgeBase, type KnowledgeBaseView, listKnowledgeBases } from '@/lib/contracts/knowledge'
import { KnowledgeUses } from './knowledge-uses'

const editKnowledgeDialog = makePart(() =>
  import('./edit-knowledge-dialog').then((module) => module.EditKnowledgeDialog),
)

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
      editor={
        <LazyDialog
          open
          part={editKnowledgeDialog}
          props={{ base, onClose: () => setDialog(null) }}
          onClose={() => setDialog(null)}
        />
      }
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
