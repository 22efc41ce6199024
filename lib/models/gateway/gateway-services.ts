import type { Degradation } from '@/lib/contracts/budgets'
import type { ConnectionLimits } from '@/lib/contracts/models'
import type { RoutePolicy } from '@/lib/contracts/routes'
import type { ModelRef } from '@/lib/engine/ports'
import type { StoredAnswer } from './stored-answer'

/** Who causes a call: what budgets, the ledger and sticky routes count by. */
export interface Caller {
  workspaceId: string
  appId: string | null
  /** Of the app: a run of the draft, and what is no run, has none. */
  environment?: string | null
  versionId: string | null
  runId: string | null
  keyId: string | null
  /** The member who started it in the studio. */
  userId: string | null
  endUser: string | null
  /** Of the end user, as the customer's backend signed them. */
  groups?: readonly string[]
  /** Of an anonymous end user: a hash of the address that the run came from. */
  visitor?: string | null
  /** Of a run that mirrors another one: for whom that one read. The call itself is nobody's. */
  actsFor?: { keyId: string | null; endUser: string | null; groups: readonly string[] } | null
  origin: string
}

/** One call of one model, as the ledger keeps it. */
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
  /** Of a fine-tuning. */
  trainingJobId?: string
  sentExamples?: number
}

/** What was measured here of a model; null where nothing was. */
export interface ModelFigures {
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

/** What a policy judges a call by. */
export interface CheckedCall {
  provider: string
  model: string
  host: string
  /** That the connection names; null: it names none. */
  region: string | null
}

/** Whose models a connection leads to, and where. */
export interface ConnectionPlace {
  provider: string
  /** As the ledger writes it. */
  host: string
}

/** What the gateway asks of the instance; made for one caller by lib/services/gateway. What is at hand is given without a promise. */
export interface GatewayServices {
  /** @throws MODEL_MISSING */
  route(name: string): Promise<NamedRoute>
  /** The tuned model behind a registered name. @throws MODEL_MISSING */
  trained(name: string, stickyKey: string): Promise<{ target: ModelRef; versionNumber: number }>
  /** Of each connection of the workspace, by connection id. */
  places(): Promise<ReadonlyMap<string, ConnectionPlace>>
  /** By `connection/model`. */
  figures(): Promise<ReadonlyMap<string, ModelFigures>>
  /** @throws FORBIDDEN in words that name the rule */
  check(call: CheckedCall): void | Promise<void>
  /** What budgets that are nearly used up ask for. */
  degradation(): Degradation | null | Promise<Degradation | null>
  /** @throws BUDGET_EXCEEDED */
  admit(plannedMicros: number | null): CallAdmission | Promise<CallAdmission>
  /** Waits for a free place of the connection. @returns how to leave */
  enter(connectionId: string, limits: ConnectionLimits | null, signal: AbortSignal): (() => void) | Promise<() => void>
  cache: {
    find(request: CacheLookup): Promise<FoundAnswer | null>
    store(request: CacheLookup & { answer: StoredAnswer; costMicros: number | null; ttlSeconds: number }): Promise<void>
  }
  record(call: CallRecord): void
}

export interface FoundAnswer {
  answer: StoredAnswer
  /** What the answer cost when it was made. */
  costMicros: number | null
  /** Cosine of the two questions; null: the very same request. */
  similarity: number | null
}

export interface CacheLookup {
  requestHash: string
  scopeHash: string
  /** Of the last question; null: only the very same request counts. */
  embedding: Float32Array | null
  threshold: number
}
