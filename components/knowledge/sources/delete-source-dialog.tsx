'use client'
import { useState } from 'react'
import { ConfirmDialog } from '@/components/ui/alert-dialog'
import { Checkbox } from '@/components/ui/checkbox'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { getKnowledgeBase } from '@/lib/contracts/knowledge'
import { findDocuments } from '@/lib/contracts/knowledge-documents'
import { deleteSource, listSources, type SourceView } from '@/lib/contracts/knowledge-sources'

export interface DeleteSourceDialogProps {
  knowledgeBaseId: string
  source: SourceView
  onClose: () => void
}

export function DeleteSourceDialog({ knowledgeBaseId, source, onClose }: DeleteSourceDialogProps) {
  const [withDocuments, setWithDocuments] = useState(false)
  const remove = useContractMutation(deleteSource, {
    invalidates: [listSources, findDocuments, getKnowledgeBase],
    onSuccess: () => {
      toast(t('sources.deleted', { name: source.name }))
      onClose()
    },
  })
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('sources.deleteTitle', { name: source.name })}
      description={t('sources.deleteText')}
      confirmLabel={t('sources.remove')}
      busy={remove.isPending}
      onConfirm={() =>
        remove.mutate({
          params: { knowledgeBaseId, knowledgeSourceId: source.id },
          query: { documents: withDocuments ? 'remove' : 'keep' },
        })
      }
    >
      {source.documentCount > 0 ? (
        // biome-ignore lint/a11y/noLabelWithoutControl: the checkbox is inside.
        <label className="flex items-center gap-2 text-sm">
          <Checkbox checked={withDocuments} onCheckedChange={(checked) => setWithDocuments(checked === true)} />
          {t('sources.deleteDocuments')} ({source.documentCount})
        </label>
      ) : null}
    </ConfirmDialog>
  )
}
