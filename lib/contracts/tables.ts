import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { JsonObjectSchema } from '@/lib/core/json'
import { TABLE_LIMITS, TableColumn } from '@/lib/graph/tables/columns'
import { TABLE_FILTER_OPERATORS } from '@/lib/graph/tables/operations'
import { defineContract } from './contract'
import { Done, Timestamp } from './shared'

const OneTable = z.strictObject({ tableId: Id })
const OneRow = z.strictObject({ tableId: Id, rowId: Id })
/** The environment of the rows; empty for the rows of drafts. */
const Environment = z.string().max(40).default('')

const TableName = z.string().trim().min(1).max(60)
const Columns = z.array(TableColumn).min(1).max(TABLE_LIMITS.columns)

export const TableView = z.strictObject({
  id: Id,
  name: z.string(),
  columns: z.array(TableColumn),
  isShared: z.boolean(),
  updatedAt: Timestamp,
})
export type TableView = z.infer<typeof TableView>

export const listTables = defineContract({
  name: 'tables.list',
  method: 'GET',
  path: '/api/studio/tables',
  access: 'viewer',
  response: z.strictObject({ tables: z.array(TableView) }),
})

/** Creates a table. 409 CONFLICT for a name that another table has. */
export const createTable = defineContract({
  name: 'tables.create',
  method: 'POST',
  path: '/api/studio/tables',
  access: 'editor',
  body: z.strictObject({ name: TableName, columns: Columns, isShared: z.boolean().default(false) }),
  response: TableView,
})

/** Changes columns. Rows lose the values of removed ones. 400 INVALID_INPUT if rows do not fit a new type. */
export const updateTable = defineContract({
  name: 'tables.update',
  method: 'PATCH',
  path: '/api/studio/tables/:tableId',
  access: 'editor',
  params: OneTable,
  body: z.strictObject({ columns: Columns }),
  response: TableView,
})

/** Deletes the table with all its rows. */
export const deleteTable = defineContract({
  name: 'tables.delete',
  method: 'DELETE',
  path: '/api/studio/tables/:tableId',
  access: 'editor',
  params: OneTable,
  response: Done,
})

export const TableRowView = z.strictObject({
  id: Id,
  values: JsonObjectSchema,
  /** The run that changed it last; null if a member did. */
  runId: Id.nullable(),
  updatedAt: Timestamp,
})
export type TableRowView = z.infer<typeof TableRowView>

export const listTableRows = defineContract({
  name: 'tables.rows',
  method: 'GET',
  path: '/api/studio/tables/:tableId/rows',
  access: 'viewer',
  params: OneTable,
  query: z.strictObject({
    environment: Environment,
    sortBy: z.string().max(40).default(''),
    descending: z.enum(['true', 'false']).default('false'),
    filterBy: z.string().max(40).default(''),
    operator: z.enum(TABLE_FILTER_OPERATORS).default('contains'),
    value: z.string().max(2_000).default(''),
    offset: z.coerce.number().int().min(0).max(TABLE_LIMITS.rows).default(0),
    limit: z.coerce.number().int().min(1).max(200).default(100),
  }),
  response: z.strictObject({ rows: z.array(TableRowView), total: z.number().int() }),
})

const RowBody = z.strictObject({ environment: Environment, values: JsonObjectSchema })

/** Creates a row. 409 CONFLICT for a value that another row has in a unique column. */
export const createTableRow = defineContract({
  name: 'tables.createRow',
  method: 'POST',
  path: '/api/studio/tables/:tableId/rows',
  access: 'editor',
  params: OneTable,
  body: RowBody,
  response: TableRowView,
})

/** Changes the given columns; null removes a value. */
export const updateTableRow = defineContract({
  name: 'tables.updateRow',
  method: 'PATCH',
  path: '/api/studio/tables/:tableId/rows/:rowId',
  access: 'editor',
  params: OneRow,
  body: RowBody,
  response: TableRowView,
})

export const deleteTableRow = defineContract({
  name: 'tables.deleteRow',
  method: 'DELETE',
  path: '/api/studio/tables/:tableId/rows/:rowId',
  access: 'editor',
  params: OneRow,
  query: z.strictObject({ environment: Environment }),
  response: Done,
})

/**
 * Adds the rows of a CSV or Excel file whose first line names columns by id or label. Rows that do not fit are
 * returned.
 */
export const importTableRows = defineContract({
  name: 'tables.importRows',
  method: 'POST',
  path: '/api/studio/tables/:tableId/imports',
  access: 'editor',
  params: OneTable,
  body: z
    .strictObject({
      environment: Environment,
      csv: z.string().min(1).max(5_000_000).optional(),
      /** An Excel file in base64. */
      xlsx: z.base64().min(1).max(8_000_000).optional(),
    })
    .refine(({ csv, xlsx }) => (csv === undefined) !== (xlsx === undefined), 'Send either csv or xlsx.'),
  response: z.strictObject({
    inserted: z.number().int(),
    /** At most 100, by line of the file. */
    rejected: z.array(z.strictObject({ line: z.number().int(), reason: z.string() })),
    rejectedCount: z.number().int(),
  }),
  maxBodyBytes: 12_000_000,
})

/** Downloads all rows of an environment. Texts that a spreadsheet would read as formulas stay texts. */
export const exportTableRows = defineContract({
  name: 'tables.exportRows',
  method: 'GET',
  path: '/api/studio/tables/:tableId/export',
  access: 'viewer',
  params: OneTable,
  query: z.strictObject({ environment: Environment, format: z.enum(['csv', 'xlsx']).default('csv') }),
  response: z.instanceof(Response),
  responseKind: 'file',
})
