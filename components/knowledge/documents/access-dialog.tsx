'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { FormError } from '@/components/ui/form-error'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { setDocumentAccess } from '@/lib/contracts/document-access'
import type { DocumentView } from '@/lib/contracts/knowledge'
import { findDocuments } from '@/lib/contracts/knowledge-documents'
import { AccessFields, readAccess, typedAccess } from '../access-fields'

export interface AccessDialogProps {
  knowledgeBaseId: string
  documents: readonly DocumentView[]
  onClose: () => void
}

/** Access of the selected documents. */
export function AccessDialog({ knowledgeBaseId, documents, onClose }: AccessDialogProps) {
  const [first] = documents
  const isSame = documents.every(({ access }) => JSON.stringify(access) === JSON.stringify(first?.access))
  const current = isSame ? (first?.access ?? null) : null
  const [typed, setTyped] = useState(typedAccess(current))
  const save = useContractMutation(setDocumentAccess, {
    invalidates: [findDocuments],
    onSuccess: ({ changed }) => {
      toast.success(t('knowledge.accessSaved', { count: changed }))
      onClose()
    },
    onError: () => undefined,
  })
  function submit() {
    const documentIds = documents.map(({ id }) => id)
    save.mutate({ params: { knowledgeBaseId }, body: { documentIds, access: readAccess(typed) } })
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={t('knowledge.accessTitle', { count: documents.length })}
        description={t('knowledge.accessHint')}
        footer={
          <Button variant="primary" busy={save.isPending} onClick={submit}>
            {t('common.save')}
          </Button>
        }
      >
        <div className="flex flex-col gap-4">
          <AccessFields value={typed} onChange={setTyped} />
          <FormError error={save.error} />
        </div>
      </DialogContent>
    </Dialog>
  )
}
