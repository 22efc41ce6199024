import type { TableColumn } from '@/lib/graph/tables/columns'

/** A column in the form. One without an id is new, and gets it from its label. */
export interface ColumnDraft extends Omit<TableColumn, 'id'> {
  key: string
  id: string | null
}
