import 'server-only'
import type { Maintenance } from '@/lib/contracts/environments'
import type { FeedbackBody, Rating } from '@/lib/contracts/feedback'
import type { PublicApproval, PublicCitation, PublicInputField, PublicPassage } from '@/lib/contracts/public'
import type { AnswerBody, AnswerResult } from '@/lib/contracts/waits'
import type { WidgetSettings } from '@/lib/contracts/widget'
import type { JsonObject } from '@/lib/core/json'
import type { Viewer } from '@/lib/core/knowledge/document-access'
import type { SourceDetail } from '@/lib/core/knowledge/source-detail'
import type { ChatChunk, ChatMessage } from '@/lib/engine/ports'
import type { KnownKey } from '@/lib/services/keys/find-key'
import type { NamedPredictions } from '@/lib/services/training/predict-by-name'
import type { VisitorBatches } from '../batches/visitor-batches'
import type { ConversationBackend } from '../conversations/conversation-types'
import type { FileBackend } from '../files/file-types'
import type { Delivery, ReceivedHook } from '../triggers/receive-hook'
import type { VisitorBackend } from '../widget/visitor-types'
import type { EmbedderBackend } from './embedder-types'
import type { ProgramBackend } from './oauth-types'
import type {
  AwaitRun,
  FollowRun,
  PublicEnd,
  PublicRunRef,
  PublicStreamItem,
  RunBackend,
  RunListBackend,
} from './run-types'
import type { SpeechBackend } from './speech-types'

/** A published app with the version that is live now. */
export interface PublishedApp {
  appId: string
  workspaceId: string
  slug: string
  name: string
  description: string
  kind: 'chat' | 'form'
  versionId: string
  versionNumber: number
  durability: 'async' | 'sync'
  access: 'link' | 'members' | 'key'
  /** Origins of pages that may show the widget. */
  allowedOrigins: string[]
  title: string
  greeting: string
  suggestions: string[]
  /** CSS hex colour. */
  accent: string
  widget: WidgetSettings
  /** What callers may see of the documents behind answers. */
  sources: SourceDetail
  inputFields: PublicInputField[]
  /** Of a chat app: pictures may come with a message, as ids of files in `images`. */
  takesImages: boolean
  /** Of a chat app: documents may come with a message, as ids of files in `documents`. */
  takesDocuments: boolean
  /** Of a chat app: a recording may come with a message, as the only id in `recordings`. */
  takesRecordings: boolean
  /** Files with many rows are taken on the hosted page; null: none. */
  batch: { only: boolean; maxRows: number } | null
  /** Callers of the API get what a thinking model thought. */
  showReasoning?: boolean
  /** The declared input that takes the visitor's message; null for forms. */
  messageField: string | null
  updatedAt: string
  /** Production when absent; another one is reached as `slug@environment`, which is then its slug here. */
  environment?: string
  /** While it is there, no run is started. */
  maintenance?: Maintenance | null
  /** Another version beside the live one. */
  rollout?: LiveRollout | null
}

export interface LiveRollout {
  id: string
  kind: 'canary' | 'shadow'
  percent: number
  stickyBy: 'conversation' | 'key'
  versionId: string
  versionNumber: number
}

/** The API key by which a program calls, as it was looked up. */
export type CallerKey = KnownKey

/** A trained model that a key may call. */
export interface PublicModel {
  modelId: string
  workspaceId: string
  name: string
  kind: 'classifier' | 'chat'
  description: string
  updatedAt: string
}

/** A call of a trained model, by a key that may. */
interface ModelCaller {
  key: CallerKey
  model: PublicModel
  /** The customer's own name for its user; never an identity. */
  endUser: string | null
  signal: AbortSignal
}

export interface PublicChatTurn {
  role: 'user' | 'assistant'
  content: string
}

export interface StartPublicRun {
  app: PublishedApp
  origin: 'api' | 'openai' | 'mcp' | 'flowise' | 'dify' | 'page' | 'widget'
  inputs: JsonObject
  history: PublicChatTurn[]
  requestId: string
  /** Same key and app within a week: the first run is answered again. Already bound to the caller. */
  idempotencyKey?: string
  /** What of the inputs must be the same for that; all of them when absent. */
  sameRequest?: JsonObject
  /** Anonymous visitor or the customer's own name for its user; never an identity. */
  endUser?: string
  /** Groups of an end user whom the customer's server named: what documents are opened to. */
  groups?: string[]
  /** Of an anonymous visitor, whose name changes with the browser: a hash of the address, for budgets. */
  visitor?: string
  /** Continued by this run, which takes its history from there. */
  conversationId?: string
  /** A run of the app that this one goes on from, with what was said up to its end. */
  previousRunId?: string
  /** The chat client's own id of its conversation, which is made when it is new. */
  chatId?: string
  /** With `chatId`: `history` is all that counts, also when it is empty. */
  hasOwnHistory?: boolean
  metadata?: Record<string, string>
  /** The API key that pays, for budgets. */
  keyId?: string
  /** false: the caller waits for the whole answer and reads no text as it streams. */
  stream?: boolean | undefined
}

/** What the public faces need of the studio; lib/runs/public/public-backend.ts gives it. Failures are AppErrors. */
export interface PublicBackend
  extends ConversationBackend,
    FileBackend,
    VisitorBackend,
    SpeechBackend,
    EmbedderBackend,
    RunBackend,
    RunListBackend {
  batches: VisitorBatches
  programs: ProgramBackend
  /** null: unknown, not published, or in the bin. */
  findApp(slug: string): PublishedApp | null | Promise<PublishedApp | null>
  /** null: unknown, revoked or expired. */
  authenticateKey(bearer: string): CallerKey | null | Promise<CallerKey | null>
  /** Published apps that the key may run. */
  listApps(key: CallerKey): Promise<PublishedApp[]>
  /** null: unknown, of another workspace, or not the key's. */
  findModel(key: CallerKey, name: string): Promise<PublicModel | null>
  /** Trained models that the key may call. */
  listModels(key: CallerKey): Promise<PublicModel[]>
  /** @throws MODEL_MISSING when no version is in production */
  predict(request: ModelCaller & { texts: string[] }): Promise<NamedPredictions>
  chat(
    request: ModelCaller & { messages: ChatMessage[]; temperature?: number; maxOutputTokens?: number; stream: boolean },
  ): AsyncIterable<ChatChunk>
  /** `version`: the one that answers, which a canary may have chosen. */
  startRun(request: StartPublicRun): Promise<{ runId: string; replayed: boolean; version?: number | undefined }>
  /** For a worker to drive; `callbackUrl` is told, signed, when it has ended. */
  enqueueRun(
    request: StartPublicRun & { callbackUrl?: string; concurrencyKey?: string },
  ): Promise<{ runId: string; replayed: boolean; version?: number | undefined }>
  /** Whether a webhook has this address and is on. */
  hasHook(publicId: string): Promise<boolean>
  /** A message to a webhook: checked, mapped and queued. */
  receiveHook(delivery: Delivery): Promise<ReceivedHook>
  /**
   * Stored events after `afterSeq`, then live ones, as many at once as there are; ends after `run.completed` or
   * `run.failed`.
   */
  eventBatches(request: FollowRun): AsyncIterable<readonly PublicStreamItem[]>
  /** For who waits for the end alone: that, or null where it is not known here and has to be read from the events. */
  outcome(request: AwaitRun): Promise<PublicEnd | null>
  /** When a run that goes on in this process does so no more; null: it does not. */
  whenOver(runId: string): Promise<void> | null
  listApprovals(request: {
    app: PublishedApp
    status: 'waiting' | 'ended'
    cursor?: string | undefined
    limit: number
  }): Promise<{ approvals: PublicApproval[]; nextCursor: string | null }>
  /** @throws NOT_FOUND, CONFLICT, INVALID_INPUT */
  answerApproval(request: {
    app: PublishedApp
    key: CallerKey
    waitId: string
    body: AnswerBody
  }): Promise<AnswerResult>
  /** One a run and author. @throws NOT_FOUND unless the run is of this app's published versions */
  giveFeedback(request: PublicRunRef & { author: string; body: FeedbackBody }): Promise<void>
  withdrawFeedback(request: PublicRunRef & { author: string }): Promise<void>
  /** By the ids of those runs that this author has rated. */
  ratingsOf(request: { app: PublishedApp; runIds: readonly string[]; author: string }): Promise<Map<string, Rating>>
  /** null unless the chunk belongs to a knowledge base of the app's live version, and where its Sources setting hides it. */
  getPassage(request: {
    app: PublishedApp
    chunkId: string
    start: number
    end: number
    /** Of a run that the caller may see: where only cited passages are shown, it must be among these. */
    citations: readonly PublicCitation[]
    /** Whose documents: a passage that may not be seen does not exist. */
    viewer: Viewer
  }): Promise<PublicPassage | null>
}
