'use client'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { t } from '@/lib/client/messages/t'
import type { TableView } from '@/lib/contracts/tables'

interface Filter {
  column: string
  value: string
}

/** Shows the rows whose value in a column contains the search text. */
export function RowFilter(props: { table: TableView; filter: Filter; onFilter: (filter: Filter) => void }) {
  const { table, filter, onFilter } = props
  const column = filter.column || table.columns[0]?.id || ''
  return (
    <div className="flex flex-wrap gap-2">
      <Select
        value={column}
        onValueChange={(next) => onFilter({ ...filter, column: next })}
        options={table.columns.map(({ id, label }) => ({ value: id, label }))}
        aria-label={t('tables.filterColumn')}
        className="w-40"
      />
      <Input
        value={filter.value}
        onChange={(event) => onFilter({ column, value: event.target.value })}
        placeholder={t('tables.filterValue')}
        aria-label={t('tables.filterValue')}
        className="w-56"
      />
    </div>
  )
}
