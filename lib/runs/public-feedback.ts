import 'server-only'
import { and, eq, isNotNull } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import { runs } from '@/lib/db/schema/runs'
import { storeFeedback } from '@/lib/services/feedback/store-feedback'
import type { System } from '@/lib/services/system'
import type { PublicBackend } from './public-backend-types'

/** What callers of a published app think of its answers. Runs of the draft are the studio's own. */
export function publicFeedback({ db }: Pick<System, 'db'>): Pick<PublicBackend, 'giveFeedback'> {
  return {
    giveFeedback: async ({ app, runId, author, body }) => {
      const [run] = await db
        .select({ id: runs.id })
        .from(runs)
        .where(
          and(
            eq(runs.id, runId),
            eq(runs.appId, app.appId),
            eq(runs.workspaceId, app.workspaceId),
            isNotNull(runs.versionId),
          ),
        )
      if (!run) throw new AppError('NOT_FOUND', 'There is no such run.')
      await storeFeedback(db, { workspaceId: app.workspaceId, appId: app.appId, runId, author, body })
    },
  }
}
