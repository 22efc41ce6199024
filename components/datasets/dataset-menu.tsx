'use client'
import { useState } from 'react'
import { DropdownMenuItem } from '@/components/ui/dropdown-menu'
import { LazyDialog } from '@/components/ui/lazy-part'
import { makePart } from '@/components/ui/part'
import { type RowDialog, RowMenu } from '@/components/ui/row-menu'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { type DatasetView, deleteDataset, listDatasets, restoreDataset } from '@/lib/contracts/datasets'

const editDatasetDialog = makePart(() => import('./edit-dataset-dialog').then((module) => module.EditDatasetDialog))

const splitDialog = makePart(() => import('./statistics/split-dialog').then((module) => module.SplitDialog))

export function DatasetMenu({ dataset, onDeleted }: { dataset: DatasetView; onDeleted?: () => void }) {
  const canEdit = useHasRole('editor')
  const [dialog, setDialog] = useState<RowDialog>(null)
  const [isSplitting, setIsSplitting] = useState(false)
  const params = { datasetId: dataset.id }
  const restore = useContractMutation(restoreDataset, { invalidates: [listDatasets] })
  const remove = useContractMutation(deleteDataset, {
    invalidates: [listDatasets],
    onSuccess: () => {
      onDeleted?.()
      toast(t('datasets.deleted', { name: dataset.name }), {
        action: { label: t('common.undo'), onClick: () => restore.mutate({ params }) },
      })
    },
  })
  if (!canEdit) return null
  return (
    <>
      <RowMenu
        name={dataset.name}
        dialog={dialog}
        onDialogChange={setDialog}
        editor={
          <LazyDialog
            open
            part={editDatasetDialog}
            props={{ dataset, onClose: () => setDialog(null) }}
            onClose={() => setDialog(null)}
          />
        }
        onDelete={() => remove.mutate({ params })}
        further={
          <DropdownMenuItem icon="split" onSelect={() => setIsSplitting(true)}>
            {t('datasets.splitAction')}
          </DropdownMenuItem>
        }
      />
      {isSplitting ? (
        <LazyDialog
          open
          part={splitDialog}
          props={{ dataset, onClose: () => setIsSplitting(false) }}
          onClose={() => setIsSplitting(false)}
        />
      ) : null}
    </>
  )
}
