import { index, pgTable, primaryKey } from 'drizzle-orm/pg-core'
import { createdAt } from './columns'
import { appId } from './of-app'
import { userId, workspaceId } from './owned-by'

/** Apps that a person wants at the top of their list. */
export const appFavorites = pgTable(
  'app_favorites',
  { userId: userId(), appId: appId(), workspaceId: workspaceId(), createdAt: createdAt() },
  (table) => [
    primaryKey({ columns: [table.userId, table.appId] }),
    index().on(table.appId),
    index().on(table.workspaceId),
  ],
)
