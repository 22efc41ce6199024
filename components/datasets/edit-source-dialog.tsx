'use client'
import { Button } from '@/components/ui/button'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { Input } from '@/components/ui/input'
import { t } from '@/lib/client/messages/t'
import { useContractForm } from '@/lib/client/use-contract-form'
import { type SourceView, updateSource } from '@/lib/contracts/dataset-sources'
import type { DatasetView } from '@/lib/contracts/datasets'
import { LicenceField, OriginField } from './source-about'
import { AFTER_CHANGE } from './use-example-actions'

const FORM_ID = 'edit-source'

export function EditSourceDialog(props: { dataset: DatasetView; source: SourceView; onClose: () => void }) {
  const { dataset, source, onClose } = props
  const form = useContractForm(updateSource, {
    initial: { name: source.name, origin: source.origin, licence: source.licence },
    params: { datasetId: dataset.id, sourceId: source.id },
    invalidates: AFTER_CHANGE,
    onSuccess: onClose,
  })
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={t('datasets.editSource')}
        footer={
          <Button type="submit" form={FORM_ID} variant="primary" busy={form.busy}>
            {t('common.save')}
          </Button>
        }
      >
        <form id={FORM_ID} onSubmit={form.onSubmit} noValidate className="flex flex-col gap-4">
          <Field label={t('common.name')} error={form.errors.name}>
            {(control) => (
              <Input
                {...control}
                value={form.values.name ?? ''}
                onChange={(event) => form.set({ name: event.target.value })}
              />
            )}
          </Field>
          <OriginField value={form.values.origin ?? ''} onChange={(origin) => form.set({ origin })} />
          <LicenceField value={form.values.licence ?? ''} onChange={(licence) => form.set({ licence })} />
          <FormError error={form.error} />
        </form>
      </DialogContent>
    </Dialog>
  )
}
