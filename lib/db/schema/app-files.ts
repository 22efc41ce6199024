import { bigint, index, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { apps } from './apps'
import { workspaces } from './auth'
import { createdAt } from './columns'

/** Pictures that callers of a published app have sent. The bytes are in the file store, under the same id. */
export const appFiles = pgTable(
  'app_files',
  {
    /** The file store's. */
    id: uuid().primaryKey(),
    workspaceId: uuid()
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    appId: uuid()
      .notNull()
      .references(() => apps.id, { onDelete: 'cascade' }),
    /** Whose it is, as the customer's program calls them; null: the program's own. */
    endUser: text(),
    name: text().notNull(),
    mediaType: text().notNull(),
    sizeBytes: bigint({ mode: 'number' }).notNull(),
    sha256: text().notNull(),
    createdAt: createdAt(),
  },
  (table) => [index().on(table.workspaceId, table.appId, table.id), index().on(table.appId, table.sha256)],
)
