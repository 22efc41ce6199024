'use client'
import { Field } from '@/components/ui/field'
import { FormDialog } from '@/components/ui/form-dialog'
import { Textarea } from '@/components/ui/textarea'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractForm } from '@/lib/client/queries/use-contract-form'
import { createDatasetVersion, listDatasetVersions } from '@/lib/contracts/dataset-versions'
import type { DatasetView } from '@/lib/contracts/datasets'
import { AFTER_CHANGE } from '../examples/use-example-actions'

export function NewVersionDialog({ dataset, onClose }: { dataset: DatasetView; onClose: () => void }) {
  const form = useContractForm(createDatasetVersion, {
    initial: { note: '' },
    params: { datasetId: dataset.id },
    invalidates: [...AFTER_CHANGE, listDatasetVersions],
    onSuccess: ({ number, statistics }) => {
      toast.success(t('datasets.versionMade', { number, count: statistics.examples }))
      onClose()
    },
  })
  return (
    <FormDialog
      title={t('datasets.newVersion')}
      description={t('datasets.newVersionHint', { count: dataset.approvedCount })}
      submitLabel={t('common.create')}
      busy={form.busy}
      error={form.error}
      onSubmit={form.onSubmit}
      onClose={onClose}
    >
      {dataset.pendingCount > 0 ? (
        <p className="rounded-md bg-warning-soft px-3 py-2 text-warning text-xs">
          {t('datasets.pendingExcluded', { count: dataset.pendingCount })}
        </p>
      ) : null}
      <Field label={t('datasets.note')} error={form.errors.note}>
        {(control) => (
          <Textarea
            {...control}
            placeholder={t('datasets.notePlaceholder')}
            value={form.values.note ?? ''}
            onChange={(event) => form.set({ note: event.target.value })}
          />
        )}
      </Field>
    </FormDialog>
  )
}
