'use client'
import { useState } from 'react'
import { Input } from '@/components/ui/input'
import { TableCell } from '@/components/ui/table'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { listTableRows, type TableRowView, updateTableRow } from '@/lib/contracts/tables'
import type { Json } from '@/lib/core/json'
import type { TableColumn } from '@/lib/graph/tables/columns'

export interface GridCellProps {
  column: TableColumn
  row: TableRowView
  place: { tableId: string; environment: string }
  canEdit: boolean
}

/**
 * A cell whose value editors change in place. Enter or a click opens it, Enter saves, and Escape discards the change.
 */
export function GridCell({ column, row, place, canEdit }: GridCellProps) {
  const shown = textOfValue(row.values[column.id])
  const [draft, setDraft] = useState<string | null>(null)
  const save = useContractMutation(updateTableRow, { invalidates: [listTableRows], onSuccess: () => setDraft(null) })
  const store = () => {
    if (draft === null || draft === shown) return setDraft(null)
    const { tableId, environment } = place
    const value = column.type === 'json' ? parsed(draft) : draft
    save.mutate({ params: { tableId, rowId: row.id }, body: { environment, values: { [column.id]: value } } })
  }
  if (!canEdit) return <TableCell className="max-w-80 truncate">{shown}</TableCell>
  if (draft === null)
    return (
      <TableCell className="p-0">
        <button
          type="button"
          className="block h-11 w-full max-w-80 truncate px-3 text-left hover:bg-hover"
          aria-label={t('tables.editCell', { column: column.label, value: shown })}
          onClick={() => setDraft(shown)}
        >
          {shown}
        </button>
      </TableCell>
    )
  return (
    <TableCell className="p-1">
      <Input
        autoFocus
        value={draft}
        aria-label={column.label}
        disabled={save.isPending}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={store}
        onKeyDown={(event) => {
          if (event.key === 'Enter') store()
          if (event.key === 'Escape') setDraft(null)
        }}
      />
    </TableCell>
  )
}

function textOfValue(value: Json | undefined): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** Text that is not JSON is stored as a string. */
function parsed(text: string): Json {
  try {
    // Safe: JSON.parse returns JSON, and the server checks the row.
    return JSON.parse(text) as Json
  } catch {
    return text
  }
}
