import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import type { countInbox as countContract, listFailures as failuresContract } from '@/lib/contracts/inbox'
import { runs } from '@/lib/db/schema/runs'
import { waits } from '@/lib/db/schema/waits'
import { requireRole, requireUser, type SignedInContext, type Verb } from '@/lib/services/context'
import { countUnseenAlerts } from '@/lib/services/inbox/alerts'
import { failedConnections } from '@/lib/services/inbox/failed-connections'
import { failureGroups } from '@/lib/services/inbox/failure-groups'
import { seenItems } from '@/lib/services/inbox/seen'
import { closedRuns, shownError } from '@/lib/services/knowledge/closed-runs'
import { isApproval } from '../approvals/find-pending-input'
import { answerableBy } from '../approvals/may-answer'

/** The largest number that the badge shows. */
const MAX_COUNTED = 100

export const countInbox: Verb<typeof countContract> = async ({ ctx }) => {
  requireRole(ctx, 'viewer')
  const { userId } = requireUser(ctx)
  const groups = await groupsOf(ctx)
  return {
    approvals: await countApprovals(ctx),
    failures: groups.filter(({ isSeen }) => !isSeen).length,
    alerts: await countUnseenAlerts(ctx.db, ctx.workspace.id, userId),
  }
}

export const listFailures: Verb<typeof failuresContract> = async ({ ctx, query }) => {
  requireRole(ctx, 'viewer')
  const search = query.search?.trim().toLowerCase() ?? ''
  const failures = (await openGroupsOf(ctx)).filter(({ app, message }) =>
    `${app.name} ${message}`.toLowerCase().includes(search),
  )
  if (query.sort === 'count') failures.sort((left, right) => right.count - left.count)
  const runIds = failures.map(({ lastRunId }) => lastRunId)
  const connections = await failedConnections(ctx.db, ctx.workspace.id, runIds)
  return { failures: failures.map((group) => ({ ...group, connection: connections.get(group.lastRunId) ?? null })) }
}

async function groupsOf(ctx: SignedInContext) {
  return failureGroups(ctx.db, ctx.workspace.id, { seen: await seenItems(ctx, 'failure'), now: ctx.now() })
}

/** An error shared by several runs is shown to people who may open the last of them. */
async function openGroupsOf(ctx: SignedInContext) {
  const groups = await groupsOf(ctx)
  const closedRunIds = await closedRuns(
    ctx,
    groups.map(({ lastRunId }) => lastRunId),
  )
  return groups.map((group) => {
    const { error, errorRef } = shownError(
      group.lastRunId,
      { error: group.message, errorRef: group.errorRef },
      closedRunIds,
    )
    return { ...group, message: error ?? '', errorRef }
  })
}

async function countApprovals(ctx: SignedInContext): Promise<number> {
  const mine = ctx.db
    .select({ id: waits.id })
    .from(waits)
    .innerJoin(runs, eq(runs.id, waits.runId))
    .where(
      and(
        eq(waits.workspaceId, ctx.workspace.id),
        eq(waits.status, 'waiting'),
        isApproval,
        answerableBy(requireUser(ctx)),
      ),
    )
    .limit(MAX_COUNTED)
    .as('mine')
  const [row] = await ctx.db.select({ count: sql<number>`count(*)::int` }).from(mine)
  return row?.count ?? 0
}
