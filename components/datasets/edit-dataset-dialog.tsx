'use client'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose, DialogContent } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { Input } from '@/components/ui/input'
import { t } from '@/lib/client/messages/t'
import { useContractForm } from '@/lib/client/use-contract-form'
import { type DatasetView, getDataset, listDatasets, updateDataset } from '@/lib/contracts/datasets'

const FORM_ID = 'edit-dataset'

export function EditDatasetDialog({ dataset, onClose }: { dataset: DatasetView; onClose: () => void }) {
  const form = useContractForm(updateDataset, {
    initial: { name: dataset.name, description: dataset.description },
    params: { datasetId: dataset.id },
    invalidates: [listDatasets, getDataset],
    onSuccess: onClose,
  })
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={t('datasets.edit')}
        footer={
          <>
            <DialogClose asChild>
              <Button>{t('common.cancel')}</Button>
            </DialogClose>
            <Button type="submit" form={FORM_ID} variant="primary" busy={form.busy}>
              {t('common.save')}
            </Button>
          </>
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
          <Field label={t('datasets.description')} error={form.errors.description}>
            {(control) => (
              <Input
                {...control}
                value={form.values.description ?? ''}
                onChange={(event) => form.set({ description: event.target.value })}
              />
            )}
          </Field>
          <FormError error={form.error} />
        </form>
      </DialogContent>
    </Dialog>
  )
}
