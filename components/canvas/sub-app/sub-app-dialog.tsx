'use client'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { Input } from '@/components/ui/input'
import { useLocale } from '@/lib/client/locale/locale-provider'
import { t } from '@/lib/client/messages/t'
import { useEditor, useUi } from '../state/editor-context'
import type { Extraction } from './extraction'
import { useSubApp } from './use-sub-app'

/** Asks for the name of the new app and lists its inputs and outputs, or explains why it cannot be created. */
export function SubAppDialog() {
  useLocale()
  const { ui } = useEditor()
  const open = useUi((state) => state.isSubAppOpen)
  const close = () => ui.getState().set({ isSubAppOpen: false })
  return (
    <Dialog open={open} onOpenChange={(isSubAppOpen) => ui.getState().set({ isSubAppOpen })}>
      <DialogContent title={t('subApps.title')} description={t('subApps.titleHint')}>
        {open ? <SubAppQuestion onDone={close} /> : null}
      </DialogContent>
    </Dialog>
  )
}

function SubAppQuestion({ onDone }: { onDone: () => void }) {
  const { plan } = useSubApp()
  const [result] = useState(plan)
  if (result.ok) return <Form extraction={result} onDone={onDone} />
  return (
    <div className="flex flex-col gap-3" role="alert">
      <p className="font-medium text-sm">{t('subApps.cannot')}</p>
      <p className="text-muted text-sm">{result.reason}</p>
      <div className="flex justify-end">
        <Button onClick={onDone}>{t('common.close')}</Button>
      </div>
    </div>
  )
}

function Form({ extraction, onDone }: { extraction: Extraction; onDone: () => void }) {
  const { extract } = useSubApp()
  const [name, setName] = useState('')
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<Error | null>(null)
  async function submit(event: FormEvent) {
    event.preventDefault()
    setBusy(true)
    setError(null)
    try {
      await extract(extraction, name.trim())
      onDone()
    } catch (failure) {
      setError(failure instanceof Error ? failure : new Error(String(failure)))
    } finally {
      setBusy(false)
    }
  }
  const { inputs, outputs } = extraction
  return (
    <form className="flex flex-col gap-4" onSubmit={(event) => void submit(event)}>
      <Field label={t('subApps.name')}>
        {(control) => (
          <Input {...control} value={name} maxLength={80} autoFocus onChange={(event) => setName(event.target.value)} />
        )}
      </Field>
      <ul className="flex flex-col gap-1 text-muted text-sm">
        <li>{inputs.length === 0 ? t('subApps.takesNothing') : t('subApps.takes', namesOf(inputs))}</li>
        <li>{t('subApps.gives', namesOf(outputs))}</li>
      </ul>
      <FormError error={error} />
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>{t('common.cancel')}</Button>
        <Button type="submit" variant="primary" busy={isBusy} disabled={name.trim() === ''}>
          {t('subApps.create')}
        </Button>
      </div>
    </form>
  )
}

function namesOf(values: Extraction['inputs']): { count: number; names: string } {
  return { count: values.length, names: values.map(({ value }) => value.name).join(', ') }
}
