'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { FormDialog } from '@/components/ui/form-dialog'
import { Input } from '@/components/ui/input'
import { SwitchRow } from '@/components/ui/switch-row'
import { t } from '@/lib/client/messages/t'
import type { TableView } from '@/lib/contracts/tables'
import type { TableColumn } from '@/lib/graph/tables/columns'
import type { ColumnDraft } from './column-draft'
import { ColumnFields } from './column-fields'
import { columnId } from './column-id'

export interface TableDialogProps {
  /** Null for a new table. */
  table: TableView | null
  busy: boolean
  error: Error | null
  onSave: (table: { name: string; isShared: boolean; columns: TableColumn[] }) => void
  onClose: () => void
}

const newColumn = (count: number): ColumnDraft => ({
  key: `new-${count}`,
  id: null,
  label: '',
  type: 'text',
  required: false,
  unique: false,
  personal: false,
  options: [],
})

/** The name and the columns of a table. */
export function TableDialog({ table, busy, error, onSave, onClose }: TableDialogProps) {
  const [name, setName] = useState(table?.name ?? '')
  const [isShared, setShared] = useState(table?.isShared ?? false)
  const [columns, setColumns] = useState<ColumnDraft[]>(
    table?.columns.map((column) => ({ ...column, key: column.id })) ?? [newColumn(0)],
  )
  const [count, setCount] = useState(1)
  const isComplete = name.trim() !== '' && columns.length > 0 && columns.every(({ label }) => label.trim() !== '')
  const add = () => {
    setColumns([...columns, newColumn(count)])
    setCount(count + 1)
  }
  return (
    <FormDialog
      title={table ? t('tables.editColumns') : t('tables.create')}
      size="lg"
      submitLabel={table ? t('common.save') : t('tables.create')}
      canSubmit={isComplete}
      busy={busy}
      error={error}
      onClose={onClose}
      onSubmit={(event) => {
        event.preventDefault()
        onSave({ name: name.trim(), isShared, columns: withIds(columns) })
      }}
    >
      {table ? null : (
        <>
          <Field label={t('tables.name')} hint={t('tables.nameHint')} required>
            {(control) => (
              <Input {...control} value={name} maxLength={60} onChange={(event) => setName(event.target.value)} />
            )}
          </Field>
          <SwitchRow
            label={t('tables.isShared')}
            hint={t('tables.isSharedHint')}
            checked={isShared}
            onChange={setShared}
          />
        </>
      )}
      <fieldset className="flex flex-col gap-3">
        <legend className="mb-2 font-medium text-sm">{t('tables.columns')}</legend>
        {columns.map((column) => (
          <ColumnFields
            key={column.key}
            column={column}
            onChange={(changed) => setColumns(columns.map((other) => (other.key === changed.key ? changed : other)))}
            onRemove={
              columns.length > 1 ? () => setColumns(columns.filter(({ key }) => key !== column.key)) : undefined
            }
          />
        ))}
        <Button icon="plus" className="self-start" onClick={add}>
          {t('tables.addColumn')}
        </Button>
      </fieldset>
    </FormDialog>
  )
}

function withIds(columns: readonly ColumnDraft[]): TableColumn[] {
  const taken = new Set(columns.flatMap(({ id }) => id ?? []))
  return columns.map(({ key: _, id, label, ...column }) => {
    const columnKey = id ?? columnId(label, taken)
    taken.add(columnKey)
    return { ...column, id: columnKey, label: label.trim() }
  })
}
