import 'server-only'
import type { PublicEvent, PublicRun } from '@/lib/contracts/public'
import type { RunStatus } from '@/lib/contracts/runs'
import type { JsonObject } from '@/lib/core/json'
import type { CallerNote } from '@/lib/db/schema/runs'
import type { RunError } from '@/lib/engine/events'
import type { CallerKey, PublicChatTurn, PublishedApp } from './types'

/** `part` counts the public events that one stored event gives, from 0. The same run gives the same places each time. */
export interface PublicStreamItem {
  seq: number
  part: number
  event: PublicEvent
}

export type StoredPublicRun = PublicRun & { endUser: string | null; note: CallerNote; message: string }

/** A run in a list: what became of it, not what was said. */
export interface RunHead {
  runId: string
  version: number | null
  status: RunStatus
  /** As it is stored; what the outside may know of it is for the face to say. */
  error: RunError | null
  endUser: string | null
  inputTokens: number
  outputTokens: number
  createdAt: Date
  endedAt: Date | null
}

export interface RunListBackend {
  /** Runs of programs, newest first. @param request.page from 1 */
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

/** What a run was made of. */
export interface RunGiven {
  history: PublicChatTurn[]
  inputs: JsonObject
  /** What the person wrote; of a form its inputs as JSON. */
  message: string
  createdAt: Date
  /** null: it goes on. */
  endedAt: Date | null
}

/** The messages of a run: its history, its question and its answer. */
export interface RunTexts {
  /** Up to the message that the run answered. */
  turns: PublicChatTurn[]
  answer: string
}

/** A run as its app sees it. A run of another app or workspace does not exist. */
export interface PublicRunRef {
  app: PublishedApp
  runId: string
}

export interface FollowRun extends PublicRunRef {
  afterSeq: number
  /** For readers that cannot take text back: holds stored text of a run whose process may have crashed. */
  holdsStaleText?: boolean
  requestId: string
  /** Means that nobody listens any more, not that the run should stop. */
  signal: AbortSignal
}

/** How a run ended, as its callers see it. */
export type PublicEnd = Extract<PublicEvent, { type: 'run.completed' | 'run.failed' }>

export interface AwaitRun extends PublicRunRef {
  requestId: string
  /** Calls when nobody waits any more. @returns stops that */
  whenGone(leave: () => void): () => void
}

/** What becomes of a run after it was started. */
export interface RunBackend {
  getRun(request: PublicRunRef & { requestId: string }): Promise<StoredPublicRun | null>
  /** Of the run's last event that is stored; 0: there is none. */
  lastSeq(request: PublicRunRef): Promise<number>
  givenOf(request: PublicRunRef): Promise<RunGiven | null>
  /** By the ids of those runs that have an answer and belong to this app and end user (null: any). */
  textsOf(request: {
    app: PublishedApp
    endUser: string | null
    runIds: readonly string[]
  }): Promise<Map<string, RunTexts>>
  /** The app of a run, among those that the key may run. */
  appOfRun(request: { key: CallerKey; runId: string }): Promise<PublishedApp | null>
  /** The run that an idempotency key stands for, among those of the key's apps. */
  claimedRun(request: { key: CallerKey; idempotencyKey: string }): Promise<string | null>
  /** With all that is known of it. @throws NOT_FOUND, CONFLICT while it goes on */
  deleteRun(request: PublicRunRef): Promise<void>
  /** Idempotent. */
  cancel(request: PublicRunRef): Promise<void>
}
