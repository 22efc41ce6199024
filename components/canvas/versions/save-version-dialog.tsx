'use client'
import { type FormEvent, useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose, DialogContent } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { Textarea } from '@/components/ui/textarea'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/use-contract'
import { listVersions, saveVersion } from '@/lib/contracts/versions'
import { AppError } from '@/lib/core/app-error'
import { useEditor } from '../state/editor-context'

/** Keeps the draft under a note. What is on the canvas is saved first, so that it is what one sees. */
export function SaveVersionDialog({ onClose }: { onClose: () => void }) {
  const { appId, saver } = useEditor()
  const formId = useId()
  const [note, setNote] = useState('')
  const [error, setError] = useState<AppError | null>(null)
  const save = useContractMutation(saveVersion, {
    invalidates: [listVersions],
    onSuccess: ({ number }) => {
      toast.success(t('versions.saved', { number }))
      onClose()
    },
    onError: setError,
  })
  async function submit(event: FormEvent) {
    event.preventDefault()
    event.stopPropagation()
    setError(null)
    if (!(await saver.flush())) return setError(new AppError('CONFLICT', t('versions.unsaved')))
    save.mutate({ params: { appId }, body: { note, revision: saver.revision() } })
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={t('versions.save')}
        description={t('versions.saveText')}
        size="sm"
        footer={
          <>
            <DialogClose asChild>
              <Button>{t('common.cancel')}</Button>
            </DialogClose>
            <Button type="submit" form={formId} variant="primary" busy={save.isPending}>
              {t('common.save')}
            </Button>
          </>
        }
      >
        <form id={formId} onSubmit={(event) => void submit(event)} noValidate className="flex flex-col gap-4">
          <Field label={t('versions.note')} hint={t('versions.noteHint')}>
            {(control) => (
              <Textarea
                {...control}
                value={note}
                maxLength={500}
                onChange={(event) => setNote(event.target.value)}
                onKeyDown={(event) => {
                  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
                    event.currentTarget.form?.requestSubmit()
                }}
              />
            )}
          </Field>
          <FormError error={error} />
        </form>
      </DialogContent>
    </Dialog>
  )
}
