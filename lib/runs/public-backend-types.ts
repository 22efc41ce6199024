import type { RunError } from '@/lib/engine/events'
import 'server-only'
import type { PublicConversation, PublicConversationList, PublicMessageList } from '@/lib/contracts/conversations'
import type { Maintenance } from '@/lib/contracts/environments'
import type { FeedbackBody, Rating } from '@/lib/contracts/feedback'
import type { PublicApproval, PublicEvent, PublicInputField, PublicPassage, PublicRun } from '@/lib/contracts/public'
import type { PublicFile, PublicFileList } from '@/lib/contracts/public-files'
import type { RunStatus } from '@/lib/contracts/runs'
import type { AnswerBody, AnswerResult } from '@/lib/contracts/waits'
import type { WidgetSettings } from '@/lib/contracts/widget'
import type { Viewer } from '@/lib/core/document-access'
import type { JsonObject } from '@/lib/core/json'
import type { CallerNote } from '@/lib/db/schema/runs'
import type { ChatChunk, ChatMessage } from '@/lib/engine/ports'
import type { FileValue } from '@/lib/graph/file-value'
import type { KnownKey } from '@/lib/services/keys/find-key'
import type { NamedPredictions } from '@/lib/services/training/predict-by-name'
import type { VisitorBatches } from './batches/visitor-batches'
import type { ProgramBackend } from './program-types'
import type { Delivery } from './triggers/receive-hook'
import type { VisitorBackend } from './widget/visitor-types'

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
  inputFields: PublicInputField[]
  /** Of a chat app: pictures may come with a message, as ids of files in `images`. */
  takesImages: boolean
  /** Of a chat app: documents may come with a message, as ids of files in `documents`. */
  takesDocuments: boolean
  /** Of a chat app: a recording may come with a message, as the only id in `recordings`. */
  takesRecordings: boolean
  /** Files with many rows are taken on the hosted page; null: none. */
  batch: { only: boolean; maxRows: number } | null
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

/** `part` counts the public events that one stored event gives, from 0. The same run gives the same places each time. */
export interface PublicStreamItem {
  seq: number
  part: number
  event: PublicEvent
}

export type StoredPublicRun = PublicRun & { endUser: string | null; note: CallerNote; message: string }

/** An app that hears or speaks outside of a run, as the steps of its live version do. */
export interface SpeechCaller {
  app: PublishedApp
  /** Whose clients ask. */
  origin: 'dify' | 'flowise'
  /** null: a visitor of a page. */
  keyId: string | null
  endUser: string | null
  signal: AbortSignal
}

export interface SpeechBackend {
  /** `voice`: of the step that reads out, empty for the service's usual one; null: it has none. */
  speechOf(app: PublishedApp): Promise<{ hears: boolean; voice: string | null }>
  /** null: no step of it writes down. */
  hear(request: SpeechCaller & { recording: CheckedFile }): Promise<string | null>
  /** `format`: the caller plays no other. null: no step of it reads out. */
  speak(
    request: SpeechCaller & { text: string; format?: 'mp3' },
  ): Promise<{ bytes: Uint8Array; mediaType: string } | null>
}

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

/** A run as its app sees it. A run of another app or workspace does not exist. */
export interface PublicRunRef {
  app: PublishedApp
  runId: string
}

/** Conversations of an app in its environment; with `endUser` those of this one only, for whom others do not exist. */
export interface ConversationScope {
  app: PublishedApp
  endUser: string | null
}
export type ConversationRef = ConversationScope & { conversationId: string }
export interface Page {
  cursor?: string | undefined
  limit: number
}

/** What programs may do with conversations. All but the first throw NOT_FOUND for what is not in the scope. */
export interface ConversationBackend {
  createConversation(request: ConversationScope & { title?: string | undefined }): Promise<PublicConversation>
  listConversations(request: ConversationScope & Page): Promise<PublicConversationList>
  getConversation(request: ConversationRef): Promise<PublicConversation>
  renameConversation(request: ConversationRef & { title: string }): Promise<PublicConversation>
  listMessages(request: ConversationRef & Page): Promise<PublicMessageList>
  /** The last run of the conversation that a chat client has this id for. */
  lastRunOfChat(request: ConversationScope & { chatId: string }): Promise<{ runId: string; status: RunStatus } | null>
  /** With its runs. @throws CONFLICT while one of them goes on */
  deleteConversation(request: ConversationRef): Promise<void>
}

/** Files of an app in its environment; with `endUser` those of this one only. */
export interface FileScope {
  app: Pick<PublishedApp, 'appId' | 'workspaceId' | 'environment'>
  endUser: string | null
  /** Beside the end user's files those that the program has sent for nobody in particular. */
  orOfProgram?: boolean
}

/** A file that was checked; of a document also what was read out of it. */
export interface CheckedFile {
  name: string
  mediaType: string
  bytes: Uint8Array
  text: Pick<FileValue, 'text' | 'pages'> | null
}

/** Pictures and documents that people and programs send; for an end user only their own exist. */
export interface FileBackend {
  /** Checked already. @throws TOO_LARGE when the workspace or the end user keeps too much */
  storeFile(request: FileScope & { file: CheckedFile; purpose?: string }): Promise<PublicFile>
  listFiles(request: FileScope & Page & { purpose?: string | undefined }): Promise<PublicFileList>
  /** @throws NOT_FOUND when one is missing */
  findFiles(request: FileScope & { ids: readonly string[] }): Promise<PublicFile[]>
  /** @throws NOT_FOUND */
  readFile(request: FileScope & { id: string }): Promise<{ file: PublicFile; bytes: Uint8Array }>
  /** Part of a document that an answer quotes. null: none of this scope */
  filePassage(request: FileScope & { chunkId: string; start: number; end: number }): Promise<PublicPassage | null>
  /** @throws NOT_FOUND */
  removeFile(request: FileScope & { id: string }): Promise<void>
}

interface FollowRun extends PublicRunRef {
  afterSeq: number
  requestId: string
  /** Means that nobody listens any more, not that the run should stop. */
  signal: AbortSignal
}

/** How a run ended, as its callers see it. */
export type PublicEnd = Extract<PublicEvent, { type: 'run.completed' | 'run.failed' }>

interface AwaitRun extends PublicRunRef {
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
  /** The app of a run, among those that the key may run. */
  appOfRun(request: { key: CallerKey; runId: string }): Promise<PublishedApp | null>
  /** The run that an idempotency key stands for, among those of the key's apps. */
  claimedRun(request: { key: CallerKey; idempotencyKey: string }): Promise<string | null>
  /** With all that is known of it. @throws NOT_FOUND, CONFLICT while it goes on */
  deleteRun(request: PublicRunRef): Promise<void>
  /** Idempotent. */
  cancel(request: PublicRunRef): Promise<void>
}

/** What the public faces need of the studio; lib/runs/public-backend.ts gives it. Failures are AppErrors. */
export interface PublicBackend
  extends ConversationBackend,
    FileBackend,
    VisitorBackend,
    SpeechBackend,
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
  receiveHook(delivery: Delivery): Promise<{ runId: string; replayed: boolean; slug: string | null }>
  /**
   * Stored events after `afterSeq`, then live ones, as many at once as there are; ends after `run.completed` or
   * `run.failed`.
   */
  eventBatches(request: FollowRun): AsyncIterable<readonly PublicStreamItem[]>
  /** For who waits for the end alone: that, or null where it is not known here and has to be read from the events. */
  outcome(request: AwaitRun): Promise<PublicEnd | null>
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
  /** null unless the chunk belongs to a knowledge base of the app's live version. */
  getPassage(request: {
    app: PublishedApp
    chunkId: string
    start: number
    end: number
    /** Whose documents: a passage that may not be seen does not exist. */
    viewer: Viewer
  }): Promise<PublicPassage | null>
}

/** Payload of a widget token (T90): worth nothing outside its app. */
export interface EmbedClaims {
  app: string
  version: string
  origin: string
  sid: string
  /** Whom the customer's server has signed in, and the groups that it signed with the name. */
  user?: string
  groups?: string[]
}

/** lib/secrets signs with a key of its own for widgets. */
export interface EmbedTokens {
  sign(payload: EmbedClaims, ttlSeconds: number): Promise<string> | string
  /** The payload as it was signed, or null: forged, expired, or signed for something else. */
  verify(token: string): Promise<unknown> | unknown
}
