'use client'
import { useState } from 'react'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu'
import { IconButton } from '@/components/ui/icon-button'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/use-contract'
import { useHasRole } from '@/lib/client/use-session'
import { type DatasetView, deleteDataset, listDatasets, restoreDataset } from '@/lib/contracts/datasets'
import { EditDatasetDialog } from './edit-dataset-dialog'

export function DatasetMenu({ dataset, onDeleted }: { dataset: DatasetView; onDeleted?: () => void }) {
  const canEdit = useHasRole('editor')
  const [editing, setEditing] = useState(false)
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
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <IconButton icon="more-horizontal" label={t('common.more')} tooltip={false} className="relative z-10" />
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end">
          <DropdownMenuItem icon="pencil" onSelect={() => setEditing(true)}>
            {t('common.edit')}
          </DropdownMenuItem>
          <DropdownMenuSeparator />
          <DropdownMenuItem icon="trash" tone="danger" onSelect={() => remove.mutate({ params })}>
            {t('common.delete')}
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      {editing ? <EditDatasetDialog dataset={dataset} onClose={() => setEditing(false)} /> : null}
    </>
  )
}
