import 'server-only'
import { and, eq, gte, isNotNull, ne } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import type { Database, Transaction } from '@/lib/db/database'
import { environments } from '@/lib/db/schema/apps'
import { releases } from '@/lib/db/schema/releases'
import { problem } from '@/lib/messages/problems/problem'
import type { AppRow } from '../apps/get-app-row'
import { isEnvironment } from './point-environment'

type App = Pick<AppRow, 'id' | 'workspaceId'>

/**
 * Ids of all versions to which the environment can be rolled back without a second person. If its releases need an
 * approval: versions that were approved for it, or live while the rule applied. Otherwise: all versions that were live.
 */
export async function versionsToReturnTo(
  db: Database | Transaction,
  app: App,
  environment: string,
): Promise<Set<string | null>> {
  const [rule] = await db
    .select({ needsApproval: environments.needsApproval, since: environments.approvalSince })
    .from(environments)
    .where(isEnvironment(app, environment))
  const isHere = and(
    eq(releases.appId, app.id),
    eq(releases.workspaceId, app.workspaceId),
    eq(releases.environment, environment),
  )
  const columns = { versionId: releases.versionId, previousVersionId: releases.previousVersionId }
  if (!rule?.needsApproval) {
    const found = await db
      .selectDistinct(columns)
      .from(releases)
      .where(and(isHere, ne(releases.kind, 'offline')))
    return idsOf(found)
  }
  const approved = await db
    .selectDistinct({ versionId: releases.versionId })
    .from(releases)
    .where(and(isHere, isNotNull(releases.approvedBy)))
  // The first release under the rule also names the version that was live when the rule began.
  const underRule = rule.since
    ? await db
        .selectDistinct(columns)
        .from(releases)
        .where(and(isHere, gte(releases.createdAt, rule.since)))
    : []
  return idsOf([...approved, ...underRule])
}

/** Whether a rollback to the version is allowed. The caller has locked the environment. */
export async function mayReturnTo(tx: Transaction, app: App, environment: string, versionId: string): Promise<boolean> {
  return (await versionsToReturnTo(tx, app, environment)).has(versionId)
}

const idsOf = (found: readonly { versionId: string | null; previousVersionId?: string | null }[]) =>
  new Set(found.flatMap(({ versionId, previousVersionId = null }) => [versionId, previousVersionId]))

export const cannotReturn = (needsApproval: boolean): AppError =>
  new AppError('CONFLICT', needsApproval ? problem('releases.notApprovedHere') : problem('releases.neverLive'))
