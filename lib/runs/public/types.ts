import 'server-only'
import type { FeedbackBody, Rating } from '@/lib/contracts/feedback'
import type { AnswerBody, AnswerResult } from '@/lib/contracts/pending-inputs'
import type { PublicApproval, PublicCitation, PublicPassage } from '@/lib/contracts/public'
import type { JsonObject } from '@/lib/core/json'
import type { Viewer } from '@/lib/core/knowledge/document-access'
import type { ChatChunk, ChatMessage } from '@/lib/engine/model-requests'
import type { Reception } from '@/lib/plugins/events/channel'
import type { FileBackend } from '@/lib/services/app-files/file-types'
import type { VisitorBatches } from '@/lib/services/batches/visitor-batches'
import type { ChannelDelivery } from '@/lib/services/channels/channel-delivery'
import type { PublicChatTurn } from '@/lib/services/runs/chat-turn'
import type { NamedPredictions } from '@/lib/services/training/predict-by-name'
import type { Delivery } from '@/lib/services/triggers/delivery'
import type { ReceivedHook } from '@/lib/services/triggers/receive-hook'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import type { StarterSources } from '@/lib/services/versions/starter-sources'
import type { ConversationBackend } from '../conversations/conversation-types'
import type { VisitorBackend } from '../widget/visitor-types'
import type { EmbedderBackend } from './embedder-types'
import type { EvaluationBackend } from './evaluation-types'
import type { OAuthBackend } from './oauth-types'
import type {
  AwaitRun,
  CallerKey,
  FollowRun,
  PublicEnd,
  PublicRunRef,
  PublicStreamItem,
  RunBackend,
  RunListBackend,
} from './run-types'
import type { SpeechBackend } from './speech-types'

/** A trained model that a key may call. */
export interface PublicModel {
  modelId: string
  workspaceId: string
  name: string
  kind: 'classifier' | 'chat'
  description: string
  updatedAt: string
}

/** A call of a trained model with a permitted key. */
interface ModelCaller {
  key: CallerKey
  model: PublicModel
  /** The customer's own name for its user; never an identity. */
  endUser: string | null
  signal: AbortSignal
}

export interface StartPublicRun {
  app: PublishedApp
  origin: 'api' | 'openai' | 'mcp' | 'flowise' | 'dify' | 'page' | 'widget' | 'channel'
  inputs: JsonObject
  history: PublicChatTurn[]
  requestId: string
  /** Repeating the key for the same app within a week returns the first run. Already bound to the caller. */
  idempotencyKey?: string
  /** The part of the inputs that must be equal in a repeated request. Defaults to all inputs. */
  sameRequest?: JsonObject
  /** Anonymous visitor or the customer's own name for its user; never an identity. */
  endUser?: string
  /** Groups of an end user identified by the customer's server, for document access. */
  groups?: string[]
  /** For anonymous visitors, whose name changes with the browser: a hash of the address, for budgets. */
  visitor?: string
  /** The conversation that this run continues, and from which it takes its history. */
  conversationId?: string
  /** The run of the app that this one continues, with the history up to its end. */
  previousRunId?: string
  /** The conversation whose variables the run uses, if it continues none that is stored. */
  thread?: string
  /** The chat client's own id of its conversation, which is created if it is new. */
  chatId?: string
  /** With `chatId`: only `history` counts, even if it is empty. */
  hasOwnHistory?: boolean
  metadata?: Record<string, string>
  /** The API key that is billed, for budgets. */
  keyId?: string
  /** False if the caller waits for the non-streaming response. */
  stream?: boolean | undefined
}

/** The studio's services for the public APIs, implemented in public-backend.ts. Failures are AppErrors. */
export interface PublicBackend
  extends ConversationBackend,
    FileBackend,
    VisitorBackend,
    SpeechBackend,
    EmbedderBackend,
    EvaluationBackend,
    RunBackend,
    RunListBackend {
  batches: VisitorBatches
  oauthClients: OAuthBackend
  /** @returns null if the app is unknown, not published, or in the trash */
  findApp(slug: string): PublishedApp | null | Promise<PublishedApp | null>
  /** From documents that everyone who may use the app may see. */
  starterSources(app: PublishedApp): Promise<StarterSources>
  /** @returns null if the key is unknown, revoked or expired */
  authenticateKey(bearer: string): CallerKey | null | Promise<CallerKey | null>
  /** Published apps that the key may run. */
  listApps(key: CallerKey): Promise<PublishedApp[]>
  /** @returns null if the model is unknown, of another workspace, or not permitted for the key */
  findModel(key: CallerKey, name: string): Promise<PublicModel | null>
  /** Trained models that the key may call. */
  listModels(key: CallerKey): Promise<PublicModel[]>
  /** @throws MODEL_MISSING when no version is in production */
  predict(request: ModelCaller & { texts: string[] }): Promise<NamedPredictions>
  chat(
    request: ModelCaller & { messages: ChatMessage[]; temperature?: number; maxOutputTokens?: number; stream: boolean },
  ): AsyncIterable<ChatChunk>
  /** `version`: the answering version, which a canary may have selected. */
  startRun(request: StartPublicRun): Promise<{ runId: string; replayed: boolean; version?: number | undefined }>
  /**
   * Queues a run for a worker; `callbackUrl` receives the signed result when it has ended, or the person who wrote
   * `channelMessageId` the answer.
   */
  enqueueRun(
    request: StartPublicRun & { callbackUrl?: string; concurrencyKey?: string; channelMessageId?: string },
  ): Promise<{ runId: string; replayed: boolean; version?: number | undefined }>
  /** Whether an enabled webhook has this address. */
  hasHook(publicId: string): Promise<boolean>
  /** Handles a message to a webhook: verifies, maps and queues it. */
  receiveHook(delivery: Delivery): Promise<ReceivedHook>
  /** Whether an enabled channel has this address. */
  hasChannel(publicId: string): Promise<boolean>
  /** Verifies a request of a service and stores its messages. @returns what to respond */
  receiveChannel(delivery: ChannelDelivery): Promise<Reception['response'] | null>
  /**
   * Stored events after `afterSeq`, then live ones, in batches of all available ones; ends after `run.completed` or
   * `run.failed`.
   */
  eventBatches(request: FollowRun): AsyncIterable<readonly PublicStreamItem[]>
  /** The end of a run for non-streaming callers, or null where it must be read from the events. */
  outcome(request: AwaitRun): Promise<PublicEnd | null>
  /** Resolves when the run is no longer active. @returns null if this process does not drive it */
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
  /** One per run and author. @throws NOT_FOUND unless the run is of this app's published versions */
  giveFeedback(request: PublicRunRef & { author: string; body: FeedbackBody }): Promise<void>
  withdrawFeedback(request: PublicRunRef & { author: string }): Promise<void>
  /** The author's ratings, by run id. */
  ratingsOf(request: { app: PublishedApp; runIds: readonly string[]; author: string }): Promise<Map<string, Rating>>
  /** @returns null unless the live version uses the chunk's knowledge base and the Sources setting shows it */
  getPassage(request: {
    app: PublishedApp
    chunkId: string
    start: number
    end: number
    /**
     * The citations of a run visible to the caller: where only cited passages are shown, the passage must be among
     * these.
     */
    citations: readonly PublicCitation[]
    /** Whose access applies: passages without access are not found. */
    viewer: Viewer
  }): Promise<PublicPassage | null>
}
