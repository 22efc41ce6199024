import 'server-only'
import type { Plan } from '@/lib/graph/plan'
import { sharedNow } from '@/lib/platform/shared-clock'
import type { RunRow } from '@/lib/services/runs/run-row'
import type { StartRequest } from '@/lib/services/runs/start-request'
import { processId } from '../drive/process-id'
import { labelsOf, previewOf } from '../drive/run-summary'
import type { RunTotals } from '../drive/types'
import type { RunOutcome } from './store-batch'

/**
 * The row of a run that is stored with its first events. Has the defaults of the table. Spelled out without spreads,
 * which cost more than the rest of the function (`npm run bench:profile`).
 */
export function newRunRow(request: StartRequest, plan: Plan, runId: string): RunRow {
  const { version, graph } = request
  const now = new Date(sharedNow())
  return {
    id: runId,
    workspaceId: request.workspaceId,
    appId: request.appId,
    versionId: version?.id ?? null,
    versionNumber: version?.number ?? null,
    planHash: plan.hash,
    graphHash: null,
    origin: request.origin,
    status: 'running',
    durability: 'async',
    endUser: request.endUser ?? null,
    endUserGroups: request.groups ?? null,
    visitor: request.visitor ?? null,
    startedBy: request.startedBy ?? null,
    keyId: request.keyId ?? null,
    concurrencyKey: null,
    waitsForTurn: false,
    owner: processId(),
    attempts: 1,
    startedAt: now,
    takenAtSeq: 0,
    cancelRequestedAt: null,
    usePinned: request.usePinned ?? false,
    stream: request.stream ?? true,
    thread: request.thread ?? null,
    history: request.history,
    sourceRunId: null,
    sourceNodeId: null,
    part: null,
    failureOf: null,
    triggerId: null,
    environment: version ? (request.environment ?? 'production') : null,
    rolloutId: request.rolloutId ?? null,
    shadowOf: request.shadowOf ?? null,
    actsFor: request.actsFor ?? null,
    callback: null,
    callerNote: request.callerNote ?? null,
    preview: previewOf(request.inputs),
    inputs: request.inputs,
    outputs: null,
    error: null,
    errorCode: null,
    errorRef: null,
    labels: labelsOf(graph),
    inputTokens: 0,
    outputTokens: 0,
    costMicros: null,
    hasUnknownCost: false,
    durationMs: null,
    createdAt: now,
    endedAt: null,
  }
}

export type StatusOutcome = Partial<RunOutcome> & Pick<RunOutcome, 'status'>

/**
 * The row of a run with its outcome. Fields are named one by one: with a second spread, V8 defines each field by a call
 * of its own (`npm run bench:profile`).
 */
export function endedRow(
  run: RunRow,
  { status, outputs = null, error = null, errorCode = null, errorRef = null, durationMs = null }: StatusOutcome,
  totals: RunTotals,
): RunRow {
  return {
    ...run,
    owner: null,
    status,
    outputs,
    error,
    errorCode,
    errorRef,
    durationMs,
    inputTokens: totals.inputTokens,
    outputTokens: totals.outputTokens,
    costMicros: totals.costMicros,
    hasUnknownCost: totals.hasUnknownCost,
    endedAt: new Date(sharedNow()),
  }
}
