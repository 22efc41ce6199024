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

/** Adds the rows of a CSV file, and lists those that do not fit. */
export function ImportDialog({ table, environment, onClose }: ImportDialogProps) {
  const [csv, setCsv] = useState('')
  const add = useContractMutation(importTableRows, { invalidates: [listTableRows] })
  const { inserted, rejected, rejectedCount } = add.data ?? { inserted: 0, rejected: [], rejectedCount: 0 }
  return (
    <FormDialog
      title={t('tables.import')}
      description={t('tables.importHint', { columns: table.columns.map(({ label }) => label).join(', ') })}
      submitLabel={t('tables.import')}
      canSubmit={csv.trim() !== ''}
      busy={add.isPending}
      error={add.error}
      onClose={onClose}
      onSubmit={(event) => {
        event.preventDefault()
        add.mutate({ params: { tableId: table.id }, body: { environment, csv } })
      }}
    >
      <Field label={t('tables.file')}>
        {(control) => (
          <input
            {...control}
            type="file"
            accept=".csv,text/csv"
            className="text-sm"
            onChange={(event) => void event.target.files?.[0]?.text().then(setCsv)}
          />
        )}
      </Field>
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
