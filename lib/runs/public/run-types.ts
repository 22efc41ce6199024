import 'server-only'
import type { PublicEvent, PublicRun } from '@/lib/contracts/public'
import type { RunStatus } from '@/lib/contracts/run-status'
import type { JsonObject } from '@/lib/core/json'
import type { CallerNote } from '@/lib/db/schema/runs'
import type { RunError } from '@/lib/engine/events'
import type { KnownKey } from '@/lib/services/keys/find-key'
import type { PublicChatTurn } from '@/lib/services/runs/chat-turn'
import type { PublishedApp } from '@/lib/services/versions/published-app'

/** The API key of the caller, as looked up. */
export type CallerKey = KnownKey

/** `part` numbers the public events of one stored event, from 0. Positions are deterministic. */
export interface PublicStreamItem {
  seq: number
  part: number
  event: PublicEvent
}

export type StoredPublicRun = PublicRun & { endUser: string | null; note: CallerNote; message: string }

/** A run in a list: its status, without texts. */
export interface RunHead {
  runId: string
  version: number | null
  status: RunStatus
  /** Error as stored; the API adapter decides what to show. */
  error: RunError | null
  endUser: string | null
  inputTokens: number
  outputTokens: number
  createdAt: Date
  endedAt: Date | null
}

export interface RunListBackend {
  /** Runs of API clients, newest first. @param request.page from 1 */
  listRuns(request: {
    app: PublishedApp
    page: number
    limit: number
    status?: RunStatus | undefined
    keyword?: string | undefined
    endUser?: string | undefined
    from?: Date | undefined
    before?: Date | undefined
  }): Promise<{ runs: RunHead[]; total: number }>
}

/** The inputs of a run. */
export interface RunInput {
  history: PublicChatTurn[]
  inputs: JsonObject
  /** The person's message; for a form its inputs as JSON. */
  message: string
  createdAt: Date
  /** Null while the run is active. */
  endedAt: Date | null
}

/** The messages of a run: its history, its question and its answer. */
export interface RunTexts {
  /** Up to the message that the run answered. */
  turns: PublicChatTurn[]
  answer: string
}

/** A run of the given app. Runs of other apps and workspaces are not found. */
export interface PublicRunRef {
  app: PublishedApp
  runId: string
}

export interface FollowRun extends PublicRunRef {
  afterSeq: number
  /** Withholds stored text of a run whose process may have crashed, for readers that cannot reset text. */
  holdsStaleText?: boolean
  requestId: string
  /** Aborts when the reader disconnects; the run continues. */
  signal: AbortSignal
}

/** The end of a run, for its callers. */
export type PublicEnd = Extract<PublicEvent, { type: 'run.completed' | 'run.failed' }>

export interface AwaitRun extends PublicRunRef {
  requestId: string
  /** Calls `leave` when the caller disconnects. @returns a function that unsubscribes */
  onDisconnect(leave: () => void): () => void
}

/** Access to runs after they were started. */
export interface RunBackend {
  getRun(request: PublicRunRef & { requestId: string }): Promise<StoredPublicRun | null>
  /** The number of the run's last stored event, or 0 if there is none. */
  lastSeq(request: PublicRunRef): Promise<number>
  inputOf(request: PublicRunRef): Promise<RunInput | null>
  /** The messages of answered runs by run id. Limited to an end user unless `endUser` is null. */
  textsOf(request: {
    app: PublishedApp
    endUser: string | null
    runIds: readonly string[]
  }): Promise<Map<string, RunTexts>>
  /** The app of a run, among those that the key may run. */
  appOfRun(request: { key: CallerKey; runId: string }): Promise<PublishedApp | null>
  /** The run of an idempotency key, among those of the key's apps. */
  claimedRun(request: { key: CallerKey; idempotencyKey: string }): Promise<string | null>
  /** Deletes the run with all its data. @throws NOT_FOUND, CONFLICT while it is active */
  deleteRun(request: PublicRunRef): Promise<void>
  /** Has no effect on a run that has ended. */
  cancel(request: PublicRunRef): Promise<void>
}
