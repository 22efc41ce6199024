'use client'
import { useState } from 'react'
import { ConfirmItemDialog } from '@/components/ui/confirm-item-dialog'
import { IconButton } from '@/components/ui/icon-button'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
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
  const [deleting, setDeleting] = useState<BatchView | null>(null)
  const canEdit = useHasRole('editor')
  const remove = useContractMutation(deleteBatch, { invalidates: [listBatches], onSuccess: () => setDeleting(null) })
  return (
    <>
      <Table>
        <TableHead>
          <tr>
            <TableHeader>{t('common.name')}</TableHeader>
            <TableHeader>{t('common.status')}</TableHeader>
            <TableHeader className="hidden md:table-cell">{t('automations.sortNewest')}</TableHeader>
            <TableHeader>
              <span className="sr-only">{t('common.delete')}</span>
            </TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {batches.map((batch) => (
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
              <TableCell className="hidden text-muted md:table-cell">{formatRelative(batch.createdAt)}</TableCell>
              <TableCell className="text-right">
                {canEdit && batch.status !== 'running' ? (
                  <IconButton
                    icon="trash"
                    label={`${t('common.delete')}: ${batch.name}`}
                    onClick={() => setDeleting(batch)}
                  />
                ) : null}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      <ConfirmItemDialog
        item={deleting}
        onClose={() => setDeleting(null)}
        title={t('automations.deleteBatchTitle', { name: deleting?.name ?? '' })}
        description={t('automations.deleteBatchText')}
        busy={remove.isPending}
        onConfirm={({ id }) => remove.mutate({ params: { batchId: id } })}
      />
    </>
  )
}
