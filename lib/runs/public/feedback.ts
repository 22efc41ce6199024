import 'server-only'
import { and, eq, inArray } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import { runFeedback } from '@/lib/db/schema/datasets'
import { runs } from '@/lib/db/schema/runs'
import { problem } from '@/lib/messages/problems/problem'
import { storeFeedback } from '@/lib/services/feedback/store-feedback'
import type { System } from '@/lib/services/system'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import { isPublicIn } from './find-run'
import type { PublicBackend } from './types'

type FeedbackBackend = Pick<PublicBackend, 'giveFeedback' | 'withdrawFeedback' | 'ratingsOf'>

/** Feedback of callers on a published app's answers. Draft runs belong to the studio. */
export function publicFeedback({ db }: Pick<System, 'db'>): FeedbackBackend {
  return {
    giveFeedback: async ({ app, runId, author, body }) => {
      const [run] = await db
        .select({ id: runs.id })
        .from(runs)
        .where(
          and(eq(runs.id, runId), eq(runs.appId, app.appId), eq(runs.workspaceId, app.workspaceId), isPublicIn(app)),
        )
      if (!run) throw new AppError('NOT_FOUND', problem('runs.missing'))
      await storeFeedback(db, { workspaceId: app.workspaceId, appId: app.appId, runId, author, body })
    },
    withdrawFeedback: async ({ app, runId, author }) => {
      await db.delete(runFeedback).where(and(isOf(app, author), eq(runFeedback.runId, runId)))
    },
    ratingsOf: async ({ app, runIds, author }) => {
      if (runIds.length === 0) return new Map()
      const found = await db
        .select({ runId: runFeedback.runId, rating: runFeedback.rating })
        .from(runFeedback)
        .where(and(isOf(app, author), inArray(runFeedback.runId, [...runIds])))
      return new Map(found.map(({ runId, rating }) => [runId, rating]))
    },
  }
}

const isOf = ({ appId, workspaceId }: PublishedApp, author: string) =>
  and(eq(runFeedback.workspaceId, workspaceId), eq(runFeedback.appId, appId), eq(runFeedback.author, author))
