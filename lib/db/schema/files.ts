import { integer, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core'
import { bytea, createdAt } from './columns'
import { workspaceId } from './owned-by'

/**
 * Uploaded files where several processes share one PostgreSQL; with the embedded database they are in the data folder.
 */
export const storedFiles = pgTable(
  'stored_files',
  {
    workspaceId: workspaceId(),
    id: uuid().notNull(),
    sizeBytes: integer().notNull(),
    bytes: bytea().notNull(),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
)
