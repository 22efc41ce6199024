'use client'
import { useState } from 'react'
import { ConfirmDialog } from '@/components/ui/alert-dialog'
import { DropdownMenuItem, DropdownMenuSeparator } from '@/components/ui/dropdown-menu'
import { MoreMenu } from '@/components/ui/more-menu'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/use-contract'
import { useHasRole } from '@/lib/client/use-session'
import { deleteKnowledgeBase, type KnowledgeBaseView, listKnowledgeBases } from '@/lib/contracts/knowledge'
import { EditKnowledgeDialog } from './edit-knowledge-dialog'

export function KnowledgeMenu({ base, onDeleted }: { base: KnowledgeBaseView; onDeleted?: () => void }) {
  const canEdit = useHasRole('editor')
  const [dialog, setDialog] = useState<'edit' | 'delete' | null>(null)
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
    <>
      <MoreMenu label={`${t('common.more')}: ${base.name}`} className="relative z-10">
        <DropdownMenuItem icon="pencil" onSelect={() => setDialog('edit')}>
          {t('common.edit')}
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuItem icon="trash" tone="danger" onSelect={() => setDialog('delete')}>
          {t('common.delete')}
        </DropdownMenuItem>
      </MoreMenu>
      {dialog === 'edit' ? <EditKnowledgeDialog base={base} onClose={() => setDialog(null)} /> : null}
      <ConfirmDialog
        open={dialog === 'delete'}
        onOpenChange={(open) => setDialog(open ? 'delete' : null)}
        title={t('knowledge.deleteBaseTitle', { name: base.name })}
        description={t('knowledge.deleteBaseText', { documents: base.documentCount })}
        confirmLabel={t('common.delete')}
        busy={remove.isPending}
        onConfirm={() => remove.mutate({ params: { knowledgeBaseId: base.id } })}
      />
    </>
  )
}
