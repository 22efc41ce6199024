import 'server-only'
import { z } from 'zod'
import type * as contract from '@/lib/contracts/queue'
import { notFound, requireRole, type Verb } from '../context'
import { restartPageOf } from './restart-page'

const SHOWN_DEAD = 100
const DAY_MS = 24 * 60 * 60 * 1_000
const BUCKET_SECONDS = 15 * 60
const AboutRun = z.object({ runId: z.uuid() })

export const getQueue: Verb<typeof contract.getQueue> = async ({ ctx }) => {
  requireRole(ctx, 'owner')
  const { inspector } = ctx.system.jobs
  const from = new Date(ctx.now().getTime() - DAY_MS)
  const history = await inspector.history({ from, bucketSeconds: BUCKET_SECONDS })
  const dead = await inspector.deadLetters(ctx.workspace.id, SHOWN_DEAD)
  return {
    states: await inspector.states(ctx.workspace.id),
    history: history.map(({ at, ...point }) => ({ ...point, at: at.toISOString() })),
    deadLetters: dead.map(({ id, kind, reason, reasonRef, tries, data, sentAt, failedAt }) => ({
      id,
      kind,
      reason,
      reasonRef,
      tries,
      beginAnewAt: restartPageOf(kind),
      runId: AboutRun.safeParse(data).data?.runId ?? null,
      sentAt: sentAt.toISOString(),
      failedAt: failedAt.toISOString(),
    })),
  }
}

export const retryDeadLetter: Verb<typeof contract.retryDeadLetter> = async ({ ctx, params }) => {
  requireRole(ctx, 'owner')
  if (!(await ctx.system.jobs.inspector.retry(ctx.workspace.id, params.jobId))) throw notFound('missing.job')
  return { ok: true }
}

export const discardDeadLetter: Verb<typeof contract.discardDeadLetter> = async ({ ctx, params }) => {
  requireRole(ctx, 'owner')
  if (!(await ctx.system.jobs.inspector.discard(ctx.workspace.id, params.jobId))) throw notFound('missing.job')
  return { ok: true }
}
