'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Choice } from '@/components/ui/choice'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { Textarea } from '@/components/ui/textarea'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/use-contract'
import { setDocumentAccess } from '@/lib/contracts/document-access'
import type { DocumentView } from '@/lib/contracts/knowledge'
import { findDocuments } from '@/lib/contracts/knowledge-documents'

const KINDS = ['everyone', 'listed'] as const

export interface AccessDialogProps {
  knowledgeBaseId: string
  documents: readonly DocumentView[]
  onClose: () => void
}

/** Who may find and read some documents; the same for all that were chosen. */
export function AccessDialog({ knowledgeBaseId, documents, onClose }: AccessDialogProps) {
  const [first] = documents
  const isSame = documents.every(({ access }) => JSON.stringify(access) === JSON.stringify(first?.access))
  const current = isSame ? (first?.access ?? null) : null
  const [kind, setKind] = useState<(typeof KINDS)[number]>(current === null ? 'everyone' : 'listed')
  const [text, setText] = useState((current ?? []).join('\n'))
  const save = useContractMutation(setDocumentAccess, {
    invalidates: [findDocuments],
    onSuccess: ({ changed }) => {
      toast.success(t('knowledge.accessSaved', { count: changed }))
      onClose()
    },
    onError: () => undefined,
  })
  function submit() {
    const access = kind === 'everyone' ? null : entriesOf(text)
    save.mutate({ params: { knowledgeBaseId }, body: { documentIds: documents.map(({ id }) => id), access } })
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
          <Choice
            values={KINDS}
            labelOf={(value) => t(value === 'everyone' ? 'knowledge.accessEveryone' : 'knowledge.accessListed')}
            value={kind}
            onChoose={setKind}
            label={t('knowledge.accessWho')}
          />
          {kind === 'listed' ? (
            <Field label={t('knowledge.accessEntries')} hint={t('knowledge.accessEntriesHint')}>
              {(control) => (
                <Textarea {...control} rows={6} value={text} onChange={(event) => setText(event.target.value)} />
              )}
            </Field>
          ) : null}
          <FormError error={save.error} />
        </div>
      </DialogContent>
    </Dialog>
  )
}

function entriesOf(text: string): string[] {
  return text
    .split(/[\n,]/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
}
