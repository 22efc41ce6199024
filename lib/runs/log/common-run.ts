import 'server-only'
import type { RunRow } from '@/lib/services/runs/run-row'

/** The columns that nearly every run uses. Spelled out, because a generic copy is slower and every run needs one. */
const usualPart = (run: RunRow) => ({
  id: run.id,
  workspaceId: run.workspaceId,
  appId: run.appId,
  versionId: run.versionId,
  versionNumber: run.versionNumber,
  planHash: run.planHash,
  origin: run.origin,
  status: run.status,
  endUser: run.endUser,
  visitor: run.visitor,
  keyId: run.keyId,
  environment: run.environment,
  owner: run.owner,
  attempts: run.attempts,
  stream: run.stream,
  history: run.history,
  preview: run.preview,
  inputs: run.inputs,
  outputs: run.outputs,
  labels: run.labels,
  inputTokens: run.inputTokens,
  outputTokens: run.outputTokens,
  costMicros: run.costMicros,
  hasUnknownCost: run.hasUnknownCost,
  durationMs: run.durationMs,
  createdAt: run.createdAt,
  startedAt: run.startedAt,
  endedAt: run.endedAt,
})

export type UsualRun = ReturnType<typeof usualPart>
type Rest = Omit<RunRow, keyof UsualRun>

/** The table's defaults for the omitted columns: a new column belongs here or above. */
const DEFAULTS: Rest = {
  graphHash: null,
  durability: 'async',
  endUserGroups: null,
  startedBy: null,
  thread: null,
  concurrencyKey: null,
  waitsForTurn: false,
  takenAtSeq: 0,
  cancelRequestedAt: null,
  usePinned: false,
  sourceRunId: null,
  sourceNodeId: null,
  part: null,
  failureOf: null,
  triggerId: null,
  rolloutId: null,
  shadowOf: null,
  actsFor: null,
  callback: null,
  callerNote: null,
  error: null,
  errorCode: null,
  errorRef: null,
}
// Safe: `DEFAULTS` has exactly the keys of `Rest`.
export const RARE_COLUMNS = Object.keys(DEFAULTS) as (keyof Rest)[]

/**
 * Drops the rare columns of the runs: each column takes PostgreSQL half a microsecond to read, even if it is null.
 * @returns null if one of the runs uses a rare column
 */
export function asUsual(runs: readonly RunRow[]): UsualRun[] | null {
  const isUsual = runs.every((run) => RARE_COLUMNS.every((key) => run[key] === DEFAULTS[key]))
  return isUsual ? runs.map(usualPart) : null
}
