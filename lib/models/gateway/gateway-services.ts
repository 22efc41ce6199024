import type { Degradation } from '@/lib/contracts/budgets'
import type { ConnectionLimits } from '@/lib/contracts/models'
import type { RoutePolicy } from '@/lib/contracts/routes'
import type { ModelRef } from '@/lib/engine/model-requests'
import type { StoredAnswer } from './stored-answer'

/** The caller of a model, as used by budgets, the ledger and sticky routes. */
export interface Caller {
  workspaceId: string
  appId: string | null
  /** Environment of the app; absent for draft runs and calls outside of runs. */
  environment?: string | null
  versionId: string | null
  runId: string | null
  keyId: string | null
  /** The member who started it in the studio. */
  userId: string | null
  endUser: string | null
  /** Groups of the end user, as signed by the customer's backend. */
  groups?: readonly string[]
  /** Hash of the IP address of an anonymous end user. */
  visitor?: string | null
  /** The caller whose access rights a shadow run uses. The shadow's call itself has no owner. */
  actsFor?: { keyId: string | null; endUser: string | null; groups: readonly string[] } | null
  origin: string
}

/** A model call as recorded in the ledger. */
export interface CallRecord {
  nodeId: string | null
  ability: 'chat' | 'embed' | 'rerank' | 'transcribe' | 'speak' | 'image' | 'predict' | 'fine-tune'
  connectionId: string
  provider: string
  host: string
  model: string
  routeId: string | null
  attempt: number
  outcome: 'ok' | 'failed' | 'cancelled' | 'cached'
  errorCode: string | null
  inputTokens: number
  cachedInputTokens: number
  outputTokens: number
  costMicros: number | null
  savedMicros: number
  estimated: boolean
  firstTokenMs: number | null
  durationMs: number
  sentCharacters: number
  dataKinds: string[]
  /** Set for fine-tuning. */
  trainingJobId?: string
  sentExamples?: number
}

/** Metrics measured in this workspace; null where nothing was measured. */
export interface ModelMetrics {
  firstTokenMs: number | null
  /** 0..1, on the workspace's own data sets. */
  quality: number | null
}

export interface NamedRoute {
  id: string
  name: string
  policy: RoutePolicy
}

export interface CallAdmission {
  settle(costMicros: number | null): void | Promise<void>
}

/** The facts of a call that a policy evaluates. */
export interface CheckedCall {
  provider: string
  model: string
  host: string
  /** Region named by the connection, or null. */
  region: string | null
}

/** Provider and host of a connection. */
export interface ConnectionPlace {
  provider: string
  /** Host in the ledger's notation. */
  host: string
}

/**
 * The gateway's dependencies, created per caller by lib/services/gateway. Values at
 * hand are returned without a promise.
 */
export interface GatewayServices {
  /** @throws MODEL_MISSING */
  route(name: string): Promise<NamedRoute>
  /** Resolves the tuned model of a registered name. @throws MODEL_MISSING */
  trained(name: string, stickyKey: string): Promise<{ target: ModelRef; versionNumber: number }>
  /** Providers and hosts of all connections of the workspace, by connection id. */
  places(): Promise<ReadonlyMap<string, ConnectionPlace>>
  /** Keyed by `connection/model`. */
  metrics(): Promise<ReadonlyMap<string, ModelMetrics>>
  /** @throws FORBIDDEN naming the rule */
  check(call: CheckedCall): void | Promise<void>
  /** Degradation required by budgets that are nearly used up. */
  degradation(): Degradation | null | Promise<Degradation | null>
  /** @throws BUDGET_EXCEEDED */
  admit(plannedMicros: number | null): CallAdmission | Promise<CallAdmission>
  /** Acquires a slot of the connection. @returns its release function */
  enter(connectionId: string, limits: ConnectionLimits | null, signal: AbortSignal): (() => void) | Promise<() => void>
  cache: {
    find(request: CacheLookup): Promise<FoundAnswer | null>
    store(request: CacheLookup & { answer: StoredAnswer; costMicros: number | null; ttlSeconds: number }): Promise<void>
  }
  record(call: CallRecord): void
}

export interface FoundAnswer {
  answer: StoredAnswer
  /** Cost of the original answer. */
  costMicros: number | null
  /** Cosine similarity of the questions; null for an exact match. */
  similarity: number | null
}

export interface CacheLookup {
  requestHash: string
  scopeHash: string
  /** Embedding of the last question; null allows exact matches only. */
  embedding: Float32Array | null
  threshold: number
}
