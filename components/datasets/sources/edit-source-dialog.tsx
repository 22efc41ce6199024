'use client'
import { Field } from '@/components/ui/field'
import { FormDialog } from '@/components/ui/form-dialog'
import { Input } from '@/components/ui/input'
import { t } from '@/lib/client/messages/t'
import { useContractForm } from '@/lib/client/queries/use-contract-form'
import { type SourceView, updateSource } from '@/lib/contracts/dataset-sources'
import type { DatasetView } from '@/lib/contracts/datasets'
import { AFTER_CHANGE } from '../examples/use-example-actions'
import { LicenseField, OriginField } from './source-description'

export function EditSourceDialog(props: { dataset: DatasetView; source: SourceView; onClose: () => void }) {
  const { dataset, source, onClose } = props
  const form = useContractForm(updateSource, {
    initial: { name: source.name, origin: source.origin, licence: source.licence },
    params: { datasetId: dataset.id, sourceId: source.id },
    invalidates: AFTER_CHANGE,
    onSuccess: onClose,
  })
  return (
    <FormDialog
      title={t('datasets.editSource')}
      submitLabel={t('common.save')}
      busy={form.busy}
      error={form.error}
      onSubmit={form.onSubmit}
      onClose={onClose}
    >
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
      <LicenseField value={form.values.licence ?? ''} onChange={(licence) => form.set({ licence })} />
    </FormDialog>
  )
}
