import { index, jsonb, pgTable, primaryKey } from 'drizzle-orm/pg-core'
import type { ImportReport } from '@/lib/import/report'
import { createdAt } from './columns'
import { appId } from './of-app'
import { workspaceId } from './owned-by'

/** The report of the import that created an app. */
export const appImports = pgTable(
  'app_imports',
  {
    appId: appId(),
    workspaceId: workspaceId(),
    report: jsonb().$type<ImportReport>().notNull(),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.appId] }), index().on(table.workspaceId)],
)
