import 'server-only'
import { and, eq, isNull, or, type SQL, sql } from 'drizzle-orm'
import { appFiles } from '@/lib/db/schema/app-files'
import { runs } from '@/lib/db/schema/runs'
import type { FileScope } from './file-types'

/** Files of another app, environment, workspace or end user are not found, nor those created by a shadow run. */
export function inScope({ app, endUser, orOfClient = false }: FileScope): SQL | undefined {
  const ofEndUser = endUser === null ? undefined : eq(appFiles.endUser, endUser)
  return and(
    eq(appFiles.workspaceId, app.workspaceId),
    eq(appFiles.appId, app.appId),
    eq(appFiles.environment, app.environment ?? 'production'),
    sql`not exists (
      select 1 from ${runs}
      where ${runs.id} = ${appFiles.runId} and ${runs.workspaceId} = ${appFiles.workspaceId} and ${runs.shadowOf} is not null
    )`,
    ofEndUser && orOfClient ? or(ofEndUser, isNull(appFiles.endUser)) : ofEndUser,
  )
}
