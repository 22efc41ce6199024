import 'server-only'
import { AppError } from '@/lib/core/app-error'
import type { Database } from '@/lib/db/database'
import { problem } from '@/lib/messages/problems/problem'
import { embedTexts } from '@/lib/models/builtin/embedder'
import type { CallRecord } from '@/lib/models/gateway/gateway-services'
import { pickVersion } from './pick-version'
import { type Prediction, predictAllWith } from './predict-with'

export interface PredictRequest {
  name: string
  texts: string[]
  /** Identifies the caller, who always gets the same version. With null each call gets a random version. */
  stickyKey: string | null
  nodeId: string | null
  signal: AbortSignal
}

interface PredictParts {
  db: Database
  workspaceId: string
  record(call: CallRecord): void
  embed?: typeof embedTexts
}

export interface NamedPredictions {
  version: number
  predictions: Prediction[]
}

/**
 * The prediction of the workspace's classifier with this name; records the call in the ledger. @throws NOT_FOUND,
 * MODEL_MISSING or MODEL_FAILED
 */
export async function predictByName(parts: PredictParts, request: PredictRequest): Promise<NamedPredictions> {
  const { db, workspaceId, record, embed = embedTexts } = parts
  const { name, texts, stickyKey, nodeId, signal } = request
  const { version, kind } = await pickVersion(db, workspaceId, name, stickyKey)
  if (kind !== 'classifier')
    throw new AppError('INVALID_INPUT', problem('training.notClassifier', { name }), {
      isFinal: true,
    })
  const startedMs = performance.now()
  const call = { ...LOCAL, nodeId, model: name, sentCharacters: texts.reduce((sum, text) => sum + text.length, 0) }
  const durationMs = () => performance.now() - startedMs
  try {
    const predictions = await predictAllWith(db, version, texts, signal, embed)
    record({ ...call, outcome: 'ok', errorCode: null, durationMs: durationMs() })
    return { version: version.number, predictions }
  } catch (error) {
    const errorCode = AppError.isInstance(error) ? error.code : 'INTERNAL'
    record({ ...call, outcome: signal.aborted ? 'cancelled' : 'failed', errorCode, durationMs: durationMs() })
    throw error
  }
}

/** Nothing leaves this process, and nothing is billed. */
const LOCAL = {
  ability: 'predict',
  connectionId: 'trained',
  provider: 'trained',
  host: '',
  routeId: null,
  attempt: 1,
  inputTokens: 0,
  cachedInputTokens: 0,
  outputTokens: 0,
  costMicros: 0,
  savedMicros: 0,
  estimated: false,
  firstTokenMs: null,
  dataKinds: ['prompt'],
} satisfies Partial<CallRecord>
