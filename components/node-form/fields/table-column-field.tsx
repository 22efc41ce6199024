'use client'
import type { FieldControl } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { listTables } from '@/lib/contracts/tables'
import { useNodeFormContext } from '../node-form-context'

export interface TableColumnFieldProps {
  value: string
  onChange: (value: string) => void
  control: FieldControl
}

const NONE = ':none'

/** A column of the node's table; a text field while the table is not known. */
export function TableColumnField({ value, onChange, control }: TableColumnFieldProps) {
  const { config } = useNodeFormContext()
  const tables = useContractQuery(listTables).data?.tables ?? []
  const columns = tables.find(({ name }) => name === config.table)?.columns.map(({ id }) => id)
  if (!columns) return <Input {...control} value={value} onChange={(event) => onChange(event.target.value)} />
  const isMissing = value !== '' && !columns.includes(value)
  return (
    <Select
      {...control}
      value={value === '' ? NONE : value}
      onValueChange={(next) => onChange(next === NONE ? '' : next)}
      options={[
        { value: NONE, label: t('tables.noColumn') },
        ...columns.map((id) => ({ value: id, label: id })),
        ...(isMissing ? [{ value, label: t('tables.columnMissing', { name: value }), disabled: true }] : []),
      ]}
    />
  )
}
