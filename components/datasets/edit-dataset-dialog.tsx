'use client'
import { FormDialog } from '@/components/ui/form-dialog'
import { NameFields } from '@/components/ui/name-fields'
import { t } from '@/lib/client/messages/t'
import { useContractForm } from '@/lib/client/queries/use-contract-form'
import { type DatasetView, getDataset, listDatasets, updateDataset } from '@/lib/contracts/datasets'

export function EditDatasetDialog({ dataset, onClose }: { dataset: DatasetView; onClose: () => void }) {
  const form = useContractForm(updateDataset, {
    initial: { name: dataset.name, description: dataset.description },
    params: { datasetId: dataset.id },
    invalidates: [listDatasets, getDataset],
    onSuccess: onClose,
  })
  return (
    <FormDialog {...form} title={t('datasets.edit')} submitLabel={t('common.save')} onClose={onClose}>
      <NameFields form={form} descriptionLabel={t('datasets.description')} />
    </FormDialog>
  )
}
