'use client'
import { useState } from 'react'
import { Field } from '@/components/ui/field'
import { FormDialog } from '@/components/ui/form-dialog'
import { Textarea } from '@/components/ui/textarea'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { importTableRows, listTableRows, type TableView } from '@/lib/contracts/tables'

export interface ImportDialogProps {
  table: TableView
  environment: string
  onClose: () => void
}

/** In parts, because a function has a limited number of arguments. */
function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 30_000) text += String.fromCharCode(...bytes.subarray(at, at + 30_000))
  return btoa(text)
}

/** Adds the rows of a CSV or Excel file, and lists those that do not fit. */
export function ImportDialog({ table, environment, onClose }: ImportDialogProps) {
  const [csv, setCsv] = useState('')
  const [xlsx, setXlsx] = useState<string | null>(null)
  const add = useContractMutation(importTableRows, { invalidates: [listTableRows] })
  const { inserted, rejected, rejectedCount } = add.data ?? { inserted: 0, rejected: [], rejectedCount: 0 }
  async function read(file: File | undefined) {
    if (!file) return
    const isExcel = /\.xlsx$/i.test(file.name)
    setXlsx(isExcel ? toBase64(new Uint8Array(await file.arrayBuffer())) : null)
    setCsv(isExcel ? '' : await file.text())
  }
  return (
    <FormDialog
      title={t('tables.import')}
      description={t('tables.importHint', { columns: table.columns.map(({ label }) => label).join(', ') })}
      submitLabel={t('tables.import')}
      canSubmit={xlsx !== null || csv.trim() !== ''}
      busy={add.isPending}
      error={add.error}
      onClose={onClose}
      onSubmit={(event) => {
        event.preventDefault()
        add.mutate({ params: { tableId: table.id }, body: { environment, ...(xlsx === null ? { csv } : { xlsx }) } })
      }}
    >
      <Field label={t('tables.file')}>
        {(control) => (
          <input
            {...control}
            type="file"
            accept=".csv,text/csv,.xlsx"
            className="text-sm"
            onChange={(event) => void read(event.target.files?.[0])}
          />
        )}
      </Field>
      {xlsx === null ? (
        <Field label={t('tables.csv')}>
          {(control) => (
            <Textarea
              {...control}
              rows={8}
              value={csv}
              spellCheck={false}
              className="font-mono text-xs"
              onChange={(event) => setCsv(event.target.value)}
            />
          )}
        </Field>
      ) : null}
      {add.data ? (
        <div role="status" className="text-sm">
          <p>{t('tables.imported', { inserted, rejected: rejectedCount })}</p>
          <ul className="mt-1 max-h-40 overflow-y-auto text-muted text-xs">
            {rejected.map(({ line, reason }) => (
              <li key={line}>{t('tables.rejected', { line, reason })}</li>
            ))}
          </ul>
        </div>
      ) : null}
    </FormDialog>
  )
}
