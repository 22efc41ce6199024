'use client'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { ConfirmDialog } from '@/components/ui/alert-dialog'
import { DropdownMenuItem, DropdownMenuSeparator } from '@/components/ui/dropdown-menu'
import { MoreMenu } from '@/components/ui/more-menu'
import { toast } from '@/components/ui/toast'
import { send } from '@/lib/client/http/request'
import { saveFile } from '@/lib/client/http/save-file'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import {
  deleteTable,
  exportTableRows,
  listTableRows,
  listTables,
  type TableView,
  updateTable,
} from '@/lib/contracts/tables'
import { TableDialog } from './table-dialog'

const FORMATS = ['csv', 'xlsx'] as const

export function TableMenu({ table, environment }: { table: TableView; environment: string }) {
  const router = useRouter()
  const [open, setOpen] = useState<'columns' | 'delete' | null>(null)
  const close = () => setOpen(null)
  const params = { tableId: table.id }
  const update = useContractMutation(updateTable, { invalidates: [listTables, listTableRows], onSuccess: close })
  const remove = useContractMutation(deleteTable, {
    invalidates: [listTables],
    onSuccess: () => router.push('/tables'),
  })
  async function exportRows(format: (typeof FORMATS)[number]) {
    try {
      await saveFile(await send(exportTableRows, { params, query: { environment, format } }))
    } catch (error) {
      toast.error(t('tables.notExported'), { description: error instanceof Error ? error.message : '' })
    }
  }
  return (
    <>
      <MoreMenu label={t('common.more')}>
        <DropdownMenuItem icon="pencil" onSelect={() => setOpen('columns')}>
          {t('tables.editColumns')}
        </DropdownMenuItem>
        {FORMATS.map((format) => (
          <DropdownMenuItem key={format} icon="download" onSelect={() => void exportRows(format)}>
            {t(format === 'csv' ? 'tables.exportCsv' : 'tables.exportXlsx')}
          </DropdownMenuItem>
        ))}
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
