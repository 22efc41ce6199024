import 'server-only'
import { and, asc, desc, eq, gte, isNull, ne, sql } from 'drizzle-orm'
import { MAX_API_TEXT } from '@/lib/contracts/public'
import { newId } from '@/lib/core/new-id'
import type { Transaction } from '@/lib/db/database'
import { apps, type FailureSetting } from '@/lib/db/schema/apps'
import { idempotencyKeys, runEvents, runs } from '@/lib/db/schema/runs'
import { claimIdempotencyKey } from '../runs/claim-idempotency-key'
import { parseRunInputs } from '../runs/parse-run-inputs'
import type { RunRow } from '../runs/run-row'
import { findTarget } from '../runs/run-target'
import type { System } from '../system'
import { type FailureReport, reportInputs } from './failure-report'
import { type FailureRunData, failureRunJob } from './failure-run-job'

/** More failures of an app in a minute are combined into one report. */
const MAX_PER_MINUTE = 60
const MINUTE_MS = 60_000
const MAX_COMBINED = 200

/**
 * Starts the app on failure for a failed run, or for all that wait for a combined report. Each failed run is reported
 * once, however often the job is repeated. @throws CONFLICT while the app on failure is not published
 */
export async function startFailureRun(system: System, data: FailureRunData): Promise<void> {
  await system.db.transaction(async (tx) => {
    const app = await lockApp(tx, data)
    if (!app?.onFailure) return
    if (data.runId !== null && (await countRecent(tx, app.onFailure, data)) >= MAX_PER_MINUTE) {
      await combineLater(system, tx, data)
      return
    }
    await start(system, tx, data, { name: app.name, setting: app.onFailure })
  })
}

/** The lock makes the count exact when several jobs run at once. */
async function lockApp(tx: Transaction, { workspaceId, appId }: FailureRunData) {
  const [app] = await tx
    .select({ name: apps.name, onFailure: apps.onFailure })
    .from(apps)
    .where(and(eq(apps.id, appId), eq(apps.workspaceId, workspaceId)))
    .for('update')
  return app
}

async function countRecent(
  tx: Transaction,
  { appId }: FailureSetting,
  { workspaceId }: FailureRunData,
): Promise<number> {
  const [recent] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(runs)
    .where(
      and(
        eq(runs.workspaceId, workspaceId),
        eq(runs.appId, appId),
        eq(runs.origin, 'failure'),
        sql`${runs.createdAt} > now() - interval '1 minute'`,
      ),
    )
  return recent?.count ?? 0
}

/** One job per app and environment waits for the next minute. */
async function combineLater(system: System, tx: Transaction, data: FailureRunData): Promise<void> {
  const { workspaceId, appId, environment, sinceMs } = data
  const combined = { ...data, runId: null, sinceMs: sinceMs - MINUTE_MS }
  await system.jobs.send(failureRunJob, combined, {
    key: `${appId}:${environment}`,
    group: workspaceId,
    tx,
    startAfter: new Date(sinceMs + MINUTE_MS),
  })
}

async function start(
  system: System,
  tx: Transaction,
  data: FailureRunData,
  { name, setting }: { name: string; setting: FailureSetting },
): Promise<void> {
  const { workspaceId, environment, sinceMs } = data
  const { graph, version, durability, ...target } = await findTarget(tx, {
    workspaceId,
    appId: setting.appId,
    versionId: null,
    environment,
  })
  const runId = newId()
  const [first, ...others] = await claimFailed(tx, data, runId)
  if (!first) return
  if (others.length + 1 === MAX_COMBINED) await combineLater(system, tx, { ...data, sinceMs: sinceMs + MINUTE_MS })
  const reportOf = async (run: RunRow): Promise<FailureReport> => ({
    app: name,
    run: run.id,
    link: `${system.appUrl}/runs/${run.id}`,
    environment,
    version: run.versionNumber,
    node: await failedStep(tx, run),
    code: run.errorCode ?? '',
    message: run.error ?? '',
    at: (run.endedAt ?? run.createdAt).toISOString(),
    ...(setting.sendsInputs ? { inputs: run.inputs } : {}),
  })
  const reports: [FailureReport, ...FailureReport[]] = [await reportOf(first)]
  for (const run of others) reports.push(await reportOf(run))
  await system.runs.enqueue({
    tx,
    workspaceId,
    appId: setting.appId,
    graph,
    version,
    environment,
    durability,
    inputs: parseRunInputs(target, reportInputs(target, reports), MAX_API_TEXT),
    runId,
    origin: 'failure',
    stream: false,
    history: [],
    failureOf: first.id,
  })
}

/** The failed runs that this run is the first to report. */
async function claimFailed(
  tx: Transaction,
  { workspaceId, appId, runId, environment, sinceMs }: FailureRunData,
  reportId: string,
): Promise<RunRow[]> {
  const which =
    runId === null
      ? and(
          eq(runs.status, 'failed'),
          eq(runs.environment, environment),
          ne(runs.origin, 'failure'),
          isNull(runs.shadowOf),
          gte(runs.endedAt, new Date(sinceMs)),
          sql`not exists (select 1 from ${idempotencyKeys} where ${idempotencyKeys.workspaceId} = ${runs.workspaceId}
            and ${idempotencyKeys.appId} = ${runs.appId} and ${idempotencyKeys.key} = 'failure:' || ${runs.id}::text)`,
        )
      : eq(runs.id, runId)
  const failed = await tx
    .select()
    .from(runs)
    .where(and(eq(runs.workspaceId, workspaceId), eq(runs.appId, appId), which))
    .orderBy(asc(runs.id))
    .limit(MAX_COMBINED)
  const claimed: RunRow[] = []
  for (const run of failed) {
    const key = `failure:${run.id}`
    const existingRunId = await claimIdempotencyKey(tx, {
      workspaceId,
      appId,
      key,
      request: null,
      runId: reportId,
    })
    if (existingRunId === null) claimed.push(run)
  }
  return claimed
}

/** The label of the step that ended the run; empty if no step did. */
async function failedStep(tx: Transaction, { id, labels }: RunRow): Promise<string> {
  const [last] = await tx
    .select({ events: runEvents.events })
    .from(runEvents)
    .where(eq(runEvents.runId, id))
    .orderBy(desc(runEvents.seq))
    .limit(1)
  const end = last?.events.at(-1)?.event
  const nodeId = end?.type === 'run-error' ? end.error.nodeId : undefined
  return nodeId === undefined ? '' : (labels[nodeId] ?? nodeId)
}
