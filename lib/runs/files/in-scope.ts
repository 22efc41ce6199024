import 'server-only'
import { and, eq, isNull, or, type SQL } from 'drizzle-orm'
import { appFiles } from '@/lib/db/schema/app-files'
import type { FileScope } from './file-types'

/** A file of another app, environment, workspace or end user does not exist (T53). */
export function inScope({ app, endUser, orOfProgram = false }: FileScope): SQL | undefined {
  return and(
    eq(appFiles.workspaceId, app.workspaceId),
    eq(appFiles.appId, app.appId),
    eq(appFiles.environment, app.environment ?? 'production'),
    endUser === null
      ? undefined
      : or(eq(appFiles.endUser, endUser), orOfProgram ? isNull(appFiles.endUser) : undefined),
  )
}
