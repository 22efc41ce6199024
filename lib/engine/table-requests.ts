import type { Json, JsonObject } from '@/lib/core/json'
import type { TableFilterOperator, TableOperation } from '@/lib/graph/tables/operations'

export interface TableFilter {
  column: string
  operator: TableFilterOperator
  value: Json
}

export interface TableRequest {
  table: string
  operation: TableOperation
  /** Rows must meet all of them. */
  filters: readonly TableFilter[]
  /** New values by column; several rows for an insert. */
  rows: readonly JsonObject[]
  /** For an upsert: the unique column that identifies a row. */
  uniqueColumn: string
  sortBy: string
  isDescending: boolean
  limit: number
  /** Whether changes without a filter are intended. */
  allRows: boolean
  /** The same key changes rows once. */
  key: string
}

export interface TableResult {
  rows: JsonObject[]
  /** Number of rows that were found or changed. */
  count: number
  /** Whether more rows exist than the limit. */
  isTruncated: boolean
}
