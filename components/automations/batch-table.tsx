'use client'
import { IconButton } from '@/components/ui/icon-button'
import { ItemTable } from '@/components/ui/item-table'
import { TableCell, TableRow, WIDE } from '@/components/ui/table'
import { formatRelative } from '@/lib/client/format/format'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { useHasRole } from '@/lib/client/session/use-session'
import { type BatchView, deleteBatch, listBatches } from '@/lib/contracts/batches'
import { BatchProgress } from './batch-progress'

export interface BatchTableProps {
  batches: readonly BatchView[]
  onOpen: (batchId: string) => void
}

export function BatchTable({ batches, onOpen }: BatchTableProps) {
  const canEdit = useHasRole('editor')
  const remove = useContractMutation(deleteBatch, { invalidates: [listBatches] })
  return (
    <ItemTable
      columns={[
        { label: t('common.name') },
        { label: t('common.status') },
        { label: t('automations.sortNewest'), className: WIDE },
      ]}
      actionsLabel={t('common.delete')}
      items={batches}
      row={(batch, onRemove) => (
        <TableRow key={batch.id}>
          <TableCell>
            <button type="button" className="font-medium hover:underline" onClick={() => onOpen(batch.id)}>
              {batch.name}
            </button>
            <p className="text-muted text-xs">
              {batch.appName} · {t('automations.rows', { count: batch.rowCount })}
            </p>
          </TableCell>
          <TableCell className="min-w-40">
            <BatchProgress batch={batch} />
          </TableCell>
          <TableCell className={`${WIDE} text-muted`}>{formatRelative(batch.createdAt)}</TableCell>
          <TableCell className="text-right">
            {canEdit && batch.status !== 'running' ? (
              <IconButton icon="trash" label={`${t('common.delete')}: ${batch.name}`} onClick={onRemove} />
            ) : null}
          </TableCell>
        </TableRow>
      )}
      removal={{
        title: (name) => t('automations.deleteBatchTitle', { name }),
        description: t('automations.deleteBatchText'),
        busy: remove.isPending,
        run: ({ id }, settings) => remove.mutate({ params: { batchId: id } }, settings),
      }}
    />
  )
}
