'use client'
import { useState } from 'react'
import { ConfirmDialog } from '@/components/ui/alert-dialog'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu'
import { IconButton } from '@/components/ui/icon-button'
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
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <IconButton icon="more-horizontal" label={t('common.more')} tooltip={false} className="relative z-10" />
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          <DropdownMenuItem icon="pencil" onSelect={() => setDialog('edit')}>
            {t('common.edit')}
          </DropdownMenuItem>
          <DropdownMenuSeparator />
          <DropdownMenuItem icon="trash" tone="danger" onSelect={() => setDialog('delete')}>
            {t('common.delete')}
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
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
