import { customType, integer, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core'
import { workspaces } from './auth'
import { createdAt } from './columns'

const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' })

/** Uploaded files where several processes share one PostgreSQL; one process with the embedded database keeps them in its data folder. */
export const storedFiles = pgTable(
  'stored_files',
  {
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    id: uuid().notNull(),
    sizeBytes: integer().notNull(),
    bytes: bytea().notNull(),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
)
