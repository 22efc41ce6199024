'use client'
import { type FormEvent, useState } from 'react'
import { Field } from '@/components/ui/field'
import { FormDialog } from '@/components/ui/form-dialog'
import { Textarea } from '@/components/ui/textarea'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { listVersions, saveVersion } from '@/lib/contracts/versions'
import { AppError } from '@/lib/core/app-error'
import { verbatim } from '@/lib/messages/problems/verbatim'
import { useEditor } from '../state/editor-context'

/** Saves the draft as a version with a note. Unsaved changes are saved first. */
export function SaveVersionDialog({ onClose }: { onClose: () => void }) {
  const { appId, saver } = useEditor()
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
    if (!(await saver.flush())) return setError(new AppError('CONFLICT', verbatim(t('versions.unsaved'))))
    save.mutate({ params: { appId }, body: { note, revision: saver.revision() } })
  }
  return (
    <FormDialog
      title={t('versions.save')}
      description={t('versions.saveText')}
      size="sm"
      submitLabel={t('common.save')}
      busy={save.isPending}
      error={error}
      onSubmit={(event) => void submit(event)}
      onClose={onClose}
    >
      <Field label={t('versions.note')} hint={t('versions.noteHint')}>
        {(control) => (
          <Textarea
            {...control}
            value={note}
            maxLength={500}
            onChange={(event) => setNote(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit()
            }}
          />
        )}
      </Field>
    </FormDialog>
  )
}
