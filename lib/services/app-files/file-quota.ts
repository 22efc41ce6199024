import 'server-only'
import { and, eq, isNotNull, isNull, or, type SQL, sql } from 'drizzle-orm'
import {
  MAX_END_USER_FILE_BYTES,
  MAX_MADE_FOR_VISITORS_BYTES,
  MAX_VISITOR_FILE_BYTES,
  MAX_WORKSPACE_FILE_BYTES,
} from '@/lib/contracts/file-limits'
import type { Database, Transaction } from '@/lib/db/database'
import { appFiles } from '@/lib/db/schema/app-files'
import { apps } from '@/lib/db/schema/apps'
import { problem } from '@/lib/messages/problems/problem'
import type { FileRoom, FileSender } from './file-types'
import { inScope } from './in-scope'

const sentByVisitors = and(eq(appFiles.byVisitor, true), isNull(appFiles.runId))
const createdForVisitors = and(eq(appFiles.byVisitor, true), isNotNull(appFiles.runId))

/** Remaining quota of a sender: the minimum over all limits. */
export async function fileRoom(db: Database | Transaction, sender: FileSender): Promise<FileRoom> {
  const used = await usedBytes(db, sender.app.workspaceId, isOfSender(sender))
  return smallest([
    { bytes: MAX_WORKSPACE_FILE_BYTES - used.all, problem: FULL },
    ...(sender.byVisitor ? [{ bytes: MAX_VISITOR_FILE_BYTES - used.sentByVisitors, problem: FULL_FOR_VISITORS }] : []),
    ...(sender.endUser === null && sender.visitor === undefined
      ? []
      : [{ bytes: MAX_END_USER_FILE_BYTES - used.own, problem: sender.visitor === undefined ? OWN : OWN_ADDRESS }]),
  ])
}

/** Remaining quota for files that runs create. */
export async function createdFileQuota(
  db: Database,
  { workspaceId, byVisitor }: { workspaceId: string; byVisitor: boolean },
): Promise<FileRoom> {
  const used = await usedBytes(db, workspaceId, undefined)
  return smallest([
    { bytes: MAX_WORKSPACE_FILE_BYTES - used.all, problem: FULL_OF_RUNS },
    ...(byVisitor ? [{ bytes: MAX_MADE_FOR_VISITORS_BYTES - used.madeForVisitors, problem: FULL_OF_RUNS }] : []),
  ])
}

/** Total size of the files that visitors have sent to the apps of a workspace. */
export async function sentByVisitorsBytes(db: Database | Transaction, workspaceId: string): Promise<number> {
  return (await usedBytes(db, workspaceId, undefined)).sentByVisitors
}

/** Apps in the trash do not count: their files cannot be used. */
async function usedBytes(db: Database | Transaction, workspaceId: string, filter: SQL | undefined) {
  const sumOf = (condition: SQL | undefined) =>
    sql<number>`coalesce(sum(${appFiles.sizeBytes}) filter (where ${condition ?? sql`false`}), 0)::float8`
  const [used] = await db
    .select({
      all: sumOf(sql`true`),
      sentByVisitors: sumOf(sentByVisitors),
      madeForVisitors: sumOf(createdForVisitors),
      own: sumOf(filter),
    })
    .from(appFiles)
    .innerJoin(apps, and(eq(apps.id, appFiles.appId), eq(apps.workspaceId, appFiles.workspaceId)))
    .where(and(eq(appFiles.workspaceId, workspaceId), isNull(apps.deletedAt)))
  return used ?? { all: 0, sentByVisitors: 0, madeForVisitors: 0, own: 0 }
}

/** A visitor has a new name with each browser, so files are counted by IP address as well. */
function isOfSender({ app, endUser, visitor }: FileSender): SQL | undefined {
  const byName = endUser === null ? undefined : inScope({ app, endUser })
  if (visitor === undefined) return byName
  const byAddress = and(eq(appFiles.appId, app.appId), eq(appFiles.visitor, visitor), isNull(appFiles.runId))
  return or(byName, byAddress)
}

const smallest = (quotas: readonly FileRoom[]): FileRoom =>
  quotas.reduce((min, quota) => (quota.bytes < min.bytes ? quota : min))

const OWN = problem('files.quotaOwn')
const OWN_ADDRESS = problem('files.quotaOwnAddress')
const FULL_FOR_VISITORS = problem('files.quotaVisitors')
const FULL = problem('files.quotaWorkspace')
const FULL_OF_RUNS = problem('files.quotaRuns')
