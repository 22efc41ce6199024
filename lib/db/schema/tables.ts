import { boolean, index, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { JsonObject } from '@/lib/core/json'
import type { TableResult } from '@/lib/engine/table-requests'
import type { TableColumn } from '@/lib/graph/tables/columns'
import { createdAt, id, updatedAt } from './columns'
import { workspaceId } from './owned-by'
import { runs } from './runs'

/** Tables of a workspace, which apps read and change. */
export const workspaceTables = pgTable(
  'workspace_tables',
  {
    id: id(),
    workspaceId: workspaceId(),
    /** The name by which graphs refer to it. */
    name: text().notNull(),
    columns: jsonb().$type<TableColumn[]>().notNull(),
    /** All environments and drafts have the same rows. */
    isShared: boolean().notNull().default(false),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [uniqueIndex().on(table.workspaceId, table.name)],
)

const tableId = () =>
  uuid()
    .notNull()
    .references(() => workspaceTables.id, { onDelete: 'cascade' })

export const tableRows = pgTable(
  'table_rows',
  {
    id: id(),
    workspaceId: workspaceId(),
    tableId: tableId(),
    /** Empty for drafts; `*` in a shared table. */
    environment: text().notNull(),
    /** Values by column. A column without a value is absent. */
    values: jsonb().$type<JsonObject>().notNull(),
    /** The run that changed it last; null if a member did. */
    runId: uuid(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    index().on(table.tableId, table.environment, table.id),
    index('table_rows_values_index').using('gin', table.values.op('jsonb_path_ops')),
    index().on(table.workspaceId),
  ],
)

/** Values of unique columns, so that the database rejects a second row with the same one. */
export const tableUniqueValues = pgTable(
  'table_unique_values',
  {
    tableId: tableId(),
    environment: text().notNull(),
    column: text().notNull(),
    value: text().notNull(),
    rowId: uuid()
      .notNull()
      .references(() => tableRows.id, { onDelete: 'cascade' }),
    workspaceId: workspaceId(),
  },
  (table) => [
    primaryKey({ columns: [table.tableId, table.environment, table.column, table.value] }),
    index().on(table.rowId),
    index().on(table.workspaceId),
  ],
)

/** Changes that a step has made, stored with them: a step that runs again after a crash does not repeat them. */
export const tableWrites = pgTable(
  'table_writes',
  {
    runId: uuid()
      .notNull()
      .references(() => runs.id, { onDelete: 'cascade' }),
    /** The idempotency key of the step or of the tool call. */
    key: text().notNull(),
    workspaceId: workspaceId(),
    result: jsonb().$type<TableResult>().notNull(),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.key] })],
)
