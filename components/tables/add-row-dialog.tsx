'use client'
import { useState } from 'react'
import { Field } from '@/components/ui/field'
import { FormDialog } from '@/components/ui/form-dialog'
import { TypedInput, type TypedInputProps } from '@/components/ui/typed-input'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { createTableRow, listTableRows, type TableView } from '@/lib/contracts/tables'
import type { ColumnType } from '@/lib/graph/tables/columns'

const INPUTS: Readonly<Record<ColumnType, TypedInputProps['type']>> = {
  text: 'text',
  number: 'number',
  boolean: 'boolean',
  date: 'line',
  choice: 'choice',
  json: 'json',
}

export interface AddRowDialogProps {
  table: TableView
  environment: string
  onClose: () => void
}

export function AddRowDialog({ table, environment, onClose }: AddRowDialogProps) {
  const [values, setValues] = useState<Record<string, string>>({})
  const create = useContractMutation(createTableRow, { invalidates: [listTableRows], onSuccess: onClose })
  return (
    <FormDialog
      title={t('tables.addRow')}
      submitLabel={t('tables.addRow')}
      busy={create.isPending}
      error={create.error}
      onClose={onClose}
      onSubmit={(event) => {
        event.preventDefault()
        create.mutate({ params: { tableId: table.id }, body: { environment, values } })
      }}
    >
      {table.columns.map(({ id, label, type, required, options }) => (
        <Field key={id} label={label} required={required} {...(type === 'date' ? { hint: t('tables.dateHint') } : {})}>
          {(control) => (
            <TypedInput
              control={control}
              type={INPUTS[type]}
              rows={1}
              value={values[id] ?? ''}
              onChange={(value) => setValues({ ...values, [id]: value })}
              options={options}
            />
          )}
        </Field>
      ))}
    </FormDialog>
  )
}
