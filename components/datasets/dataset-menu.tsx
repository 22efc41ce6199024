'use client'
import { useState } from 'react'
import { DropdownMenuItem, DropdownMenuSeparator } from '@/components/ui/dropdown-menu'
import { MoreMenu } from '@/components/ui/more-menu'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/use-contract'
import { useHasRole } from '@/lib/client/use-session'
import { type DatasetView, deleteDataset, listDatasets, restoreDataset } from '@/lib/contracts/datasets'
import { EditDatasetDialog } from './edit-dataset-dialog'
import { SplitDialog } from './split-dialog'

export function DatasetMenu({ dataset, onDeleted }: { dataset: DatasetView; onDeleted?: () => void }) {
  const canEdit = useHasRole('editor')
  const [dialog, setDialog] = useState<'edit' | 'split' | null>(null)
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
      <MoreMenu label={`${t('common.more')}: ${dataset.name}`} className="relative z-10">
        <DropdownMenuItem icon="pencil" onSelect={() => setDialog('edit')}>
          {t('common.edit')}
        </DropdownMenuItem>
        <DropdownMenuItem icon="split" onSelect={() => setDialog('split')}>
          {t('datasets.splitAction')}
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuItem icon="trash" tone="danger" onSelect={() => remove.mutate({ params })}>
          {t('common.delete')}
        </DropdownMenuItem>
      </MoreMenu>
      {dialog === 'edit' ? <EditDatasetDialog dataset={dataset} onClose={() => setDialog(null)} /> : null}
      {dialog === 'split' ? <SplitDialog dataset={dataset} onClose={() => setDialog(null)} /> : null}
    </>
  )
}
