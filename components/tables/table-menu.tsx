'use client'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { ConfirmDialog } from '@/components/ui/alert-dialog'
import { DropdownMenuItem, DropdownMenuSeparator } from '@/components/ui/dropdown-menu'
import { MoreMenu } from '@/components/ui/more-menu'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { deleteTable, listTableRows, listTables, type TableView, updateTable } from '@/lib/contracts/tables'
import { TableDialog } from './table-dialog'

export function TableMenu({ table }: { table: TableView }) {
  const router = useRouter()
  const [open, setOpen] = useState<'columns' | 'delete' | null>(null)
  const close = () => setOpen(null)
  const params = { tableId: table.id }
  const update = useContractMutation(updateTable, { invalidates: [listTables, listTableRows], onSuccess: close })
  const remove = useContractMutation(deleteTable, {
    invalidates: [listTables],
    onSuccess: () => router.push('/tables'),
  })
  return (
    <>
      <MoreMenu label={t('common.more')}>
        <DropdownMenuItem icon="pencil" onSelect={() => setOpen('columns')}>
          {t('tables.editColumns')}
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuItem icon="trash" tone="danger" onSelect={() => setOpen('delete')}>
          {t('common.delete')}
        </DropdownMenuItem>
      </MoreMenu>
      {open === 'columns' ? (
        <TableDialog
          table={table}
          busy={update.isPending}
          error={update.error}
          onClose={close}
          onSave={({ columns }) => update.mutate({ params, body: { columns } })}
        />
      ) : null}
      <ConfirmDialog
        open={open === 'delete'}
        onOpenChange={(isOpen) => !isOpen && close()}
        title={t('tables.deleteTitle', { name: table.name })}
        description={t('tables.deleteText')}
        confirmLabel={t('common.delete')}
        busy={remove.isPending}
        onConfirm={() => remove.mutate({ params })}
      />
    </>
  )
}
