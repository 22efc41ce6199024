import 'server-only'
import { ValidationReport } from '@/lib/contracts/training-report'
import type { Database } from '@/lib/db/database'
import type { RemoteJob } from '@/lib/models/fine-tuning/fine-tune-service'
import type { CallRecord } from '@/lib/models/gateway/gateway-services'
import { settleReservations } from '../budgets/admit-call'
import { budgetsOfTraining } from '../budgets/reserve-training'
import { callLedger } from '../gateway/workspace-gateway'
import type { FineTuneDestination } from './fine-tune-connection'
import type { FineTuneState } from './fine-tune-state'
import type { TrainingJobRow } from './job-progress'

/** More than any training has; limits absurd values from a service. */
const MAX_TOKENS = 2_000_000_000
const MAX_MICROS = 1_000_000_000_000

export interface SentFile {
  examples: number
  characters: number
  outcome: CallRecord['outcome']
  errorCode: string | null
  durationMs: number
}

/** Records which examples were sent where, before anything else, since sent data cannot be recalled. */
export async function recordUpload(
  db: Database,
  job: TrainingJobRow,
  destination: FineTuneDestination,
  { examples, characters, ...sent }: SentFile,
): Promise<void> {
  const { ledger, caller, call } = entryOf(db, job, destination)
  const content = { sentCharacters: characters, sentExamples: examples, dataKinds: ['examples'] }
  // Files are free: the training is billed.
  ledger.add(caller, { ...call, ...sent, ...content, costMicros: 0 })
  await ledger.flush()
}

export interface FineTuneEnd {
  status: 'succeeded' | 'failed' | 'cancelled'
  errorCode: string | null
  /** The service has accepted the training. */
  wasMade: boolean
  /** Trained tokens over all epochs, reported by the service. */
  trainedTokens: number | null
  /** The cost reported by the service. */
  cost: RemoteJob['cost']
}

/**
 * Settles the reservation of a training with its cost and records it in the ledger. Runs before the job ends: a
 * reservation is settled once, so a repeated check counts nothing twice.
 * @returns millionths of a US dollar, or null if the price is unknown
 */
export async function settleFineTune(
  db: Database,
  training: { job: TrainingJobRow; state: FineTuneState; destination: FineTuneDestination | null },
  end: FineTuneEnd,
): Promise<number | null> {
  const { job, state, destination } = training
  const cost = costOf(job, end)
  const budgets = await budgetsOfTraining(db, job.workspaceId)
  await settleReservations(
    db,
    { workspaceId: job.workspaceId, budgets, reservationIds: state.reservations ?? [] },
    cost,
  )
  if (!end.wasMade || destination === null) return cost
  const { ledger, caller, call } = entryOf(db, job, destination)
  ledger.add(caller, {
    ...call,
    outcome: end.status === 'succeeded' ? 'ok' : end.status,
    errorCode: end.errorCode,
    inputTokens: tokensOf(end) ?? 0,
    costMicros: cost,
    estimated: end.cost?.isEstimated ?? (end.status === 'succeeded' && end.trainedTokens === null),
    durationMs: Date.now() - (job.startedAt ?? job.createdAt).getTime(),
  })
  return cost
}

function costOf({ validation }: TrainingJobRow, end: FineTuneEnd): number | null {
  if (!end.wasMade) return 0
  if (end.cost !== null) return Math.min(MAX_MICROS, Math.max(0, Math.round(end.cost.micros)))
  const cost = ValidationReport.safeParse(validation).data?.cost ?? null
  const tokens = tokensOf(end)
  if (cost === null || cost.microsPerMillionTokens === null) return null
  if (tokens !== null) return Math.ceil((tokens * cost.microsPerMillionTokens) / 1_000_000)
  // For a success the estimate is the best known value; the price of a failed call is unknown.
  return end.status === 'succeeded' ? cost.micros : null
}

function tokensOf({ trainedTokens }: FineTuneEnd): number | null {
  if (trainedTokens === null || !Number.isFinite(trainedTokens)) return null
  return Math.min(MAX_TOKENS, Math.max(0, Math.round(trainedTokens)))
}

function entryOf(db: Database, job: TrainingJobRow, { provider, host }: FineTuneDestination) {
  const call: CallRecord = {
    nodeId: null,
    ability: 'fine-tune',
    connectionId: job.connectionId ?? '',
    provider,
    host,
    model: job.baseModel ?? '',
    routeId: null,
    attempt: 1,
    outcome: 'ok',
    errorCode: null,
    inputTokens: 0,
    cachedInputTokens: 0,
    outputTokens: 0,
    costMicros: null,
    savedMicros: 0,
    estimated: false,
    firstTokenMs: null,
    durationMs: 0,
    sentCharacters: 0,
    dataKinds: [],
    trainingJobId: job.id,
  }
  const caller = {
    workspaceId: job.workspaceId,
    appId: null,
    versionId: null,
    runId: null,
    keyId: null,
    userId: job.createdBy,
    endUser: null,
    origin: 'training',
  }
  return { ledger: callLedger(db), caller, call }
}
