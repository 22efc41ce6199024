import type { FileRef } from '@/lib/core/file-ref'
import type { Json, JsonObject } from '@/lib/core/json'
import type { RetrievalOptions } from '@/lib/core/knowledge/retrieval-options'
import type { FileValue } from '@/lib/graph/file-value'
import type { Plan } from '@/lib/graph/plan'
import type { StoredScope, VariableDeclaration } from '@/lib/graph/variables/declaration'
import type { StepRecord, Usage } from './events'
import type { FileContent, MakeFileRequest } from './file-requests'
import type { AddedDocument, AddRequest, DocumentStates } from './knowledge-writes'
import type { AnswerMcpQuestion } from './mcp-questions'
import type { NotRemembered, RecalledFact, RecallRequest, Remembered, RememberRequest } from './memory-requests'
import type {
  ChatMessage,
  ChatReader,
  ChatRequest,
  EmbedRequest,
  ImagePart,
  ImageRequest,
  MadeMedia,
  ModelCallFields,
  ModelRef,
  RerankedTexts,
  RerankRequest,
  SpeakRequest,
  ToolSpec,
  TranscribeRequest,
} from './model-requests'
import type { MongoRequest, MongoResult } from './mongo-service'
import type { NodePaused } from './pauses/pause'
import type { RedisRequest } from './redis-service'
import type { ServiceRequest, ServiceResponse } from './service-messages'
import type {
  DatabaseQuery,
  DatabaseResult,
  FoundMail,
  MailCursor,
  MailMessage,
  MailSearch,
  NewMails,
  ReadMail,
} from './socket-services'
import type { TableRequest, TableResult } from './table-requests'
import type { StoredChange, StoredResult, VariableValues } from './variables/types'

export interface RetrievedPassage {
  chunkId: string
  documentId: string
  documentName: string
  knowledgeBaseId: string
  /** Heading path, outermost first. */
  headings: string[]
  text: string
  /** 1-based page of a paged document. */
  page: number | null
  /** Character range in the document's text. */
  start: number
  end: number
  vectorRank: number | null
  keywordRank: number | null
  /** Fused score and rank of both channels. Absent for passages from other sources. */
  fusedScore?: number
  fusedRank?: number
  /** Cosine to the question, and BM25F. */
  similarity?: number | null
  wordScore?: number
  /** Probability that it contains the answer, 0..1. */
  confidence?: number
  /** Ranking score after reranking. */
  score: number
}

export interface KnowledgeSearch {
  knowledgeBaseId: string
  query: string
  options: RetrievalOptions
  /** Whether the settings of the knowledge base override the options, except for their filters. */
  leavesToBase: boolean
  /** Conversation before the question, oldest first. */
  history: ChatMessage[]
  /** Records a model's work for the search, so that the trace shows it and a resumed run does not repeat it. */
  step(record: Pick<StepRecord, 'key' | 'kind' | 'name' | 'input'>, work: () => Promise<Json>): Promise<Json>
  usage(usage: Usage): void
  /** The calling step, for the ledger of calls. */
  nodeId: string
  signal: AbortSignal
}

export interface FoundPassages {
  passages: RetrievedPassage[]
  /** Why there are no passages, in a sentence for users; null if there are some. */
  reason: string | null
}

export interface Citation {
  /** 1-based number as in the text: [1]. */
  number: number
  chunkId: string
  documentId: string
  documentName: string
  page: number | null
  start: number
  end: number
  quote: string
}

export interface ExtractiveAnswer {
  abstained: boolean
  /** 0..1 */
  confidence: number
  text: string
  citations: Citation[]
}

export interface HttpRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  url: string
  headers: Record<string, string>
  body?: string
  timeoutMs: number
  signal: AbortSignal
  idempotencyKey?: string
  /** Connections whose credentials the texts name, and those that sign the request. */
  connections?: readonly HttpConnection[]
}

export interface HttpConnection {
  /** Name in `{{connection.name.field}}`. */
  name: string
  /** Id of the connection. */
  connection: string
  /** Whether it signs the request. */
  authorize: boolean
}
export interface HttpResponse {
  status: number
  headers: Record<string, string>
  /** Decoded text, up to the guard's limit. */
  body: string
}

export interface ServiceCall extends ServiceRequest {
  /** Exact hosts, with port where it is not the scheme's. Redirects elsewhere are blocked. */
  hosts: readonly string[]
  maxBytes: number
  timeoutMs: number
  signal: AbortSignal
  /** Called when the request is sent over an established connection: from now on its outcome may be unknown. */
  onSent?: () => void
}

/** A connection of an integration: the workspace's, a member's or the end user's. */
export interface ConnectionRef {
  plugin: string
  /** Id of the connection. */
  connection: string
}

/** Parsed where it is used, by lib/plugins/imported. */
export interface CustomApiAction {
  manifest: unknown
  action: unknown
}

export interface McpAddress {
  url: string
  headers: Record<string, string>
}

/** An MCP server of the workspace by its id, or an address with headers. */
export type McpServerRef = { id: string } | McpAddress

/**
 * Everything that a node can access. Injected by lib/runs; adapters are in lib/models, rag, egress,
 * sandbox. Every call is bound to the run's workspace.
 */
export interface EnginePorts {
  models: {
    /** Settles when the complete answer has been emitted. */
    chat(request: ChatRequest, emit: ChatReader): Promise<void>
    /** Unit vectors, one per text. */
    embed(request: { texts: string[]; signal: AbortSignal }): Promise<Float32Array[]>
    /** Vectors of a selected model, unmodified; `builtin` is the model above. */
    embedWith(request: EmbedRequest): Promise<ModelCallFields & { vectors: Float32Array[] }>
    /** Ranks texts by relevance with a rerank model; `builtin` uses the cosine of the built-in embeddings. */
    rerank(request: RerankRequest): Promise<RerankedTexts>
    /** Transcribes a recording. */
    transcribe(request: TranscribeRequest): Promise<ModelCallFields & { text: string }>
    /** Generates speech from text. */
    speak(request: SpeakRequest): Promise<MadeMedia>
    /** Generates an image from a description. */
    makeImage(request: ImageRequest): Promise<MadeMedia>
    /** Resolves `auto`; `builtin/extractive` if no language model is connected. */
    resolve(model: ModelRef): ModelRef | Promise<ModelRef>
    /** Quotes the best sentences of the passages, or abstains. Uses no language model. */
    answerFromPassages(request: {
      question: string
      passages: RetrievedPassage[]
      signal: AbortSignal
    }): Promise<ExtractiveAnswer>
    /** Class probabilities of text by softmax regression over embeddings of the examples. Cached by examples. */
    classify(request: {
      text: string
      classes: { name: string; examples: string[] }[]
      signal: AbortSignal
    }): Promise<{ name: string; probability: number }[]>
    /**
     * Classifies text with a trained model of the workspace, by the version selected for this
     * call. @throws NOT_FOUND, MODEL_MISSING
     */
    predict(request: {
      model: string
      text: string
      stickyKey?: string
      nodeId?: string
      signal: AbortSignal
    }): Promise<{
      /** Null if no class reaches the confidence threshold. */
      label: string | null
      probability: number
      /** Most likely first. */
      probabilities: { name: string; probability: number }[]
      version: number
    }>
  }
  knowledge: {
    search(request: KnowledgeSearch): Promise<FoundPassages>
  }
  documents: {
    /** Stores texts as documents and queues them for indexing. @throws NOT_FOUND, CONFLICT, TOO_LARGE */
    add(request: AddRequest): Promise<readonly AddedDocument[]>
    status(request: { knowledgeBaseId: string; documentIds: readonly string[] }): Promise<DocumentStates>
  }
  http: { send(request: HttpRequest): Promise<HttpResponse> }
  services: {
    /** A request that stays on the given hosts. @throws EGRESS_BLOCKED, LIMIT_EXCEEDED for a larger response */
    call(request: ServiceCall): Promise<ServiceResponse>
  }
  connections: {
    /** The kind and the public fields of a connection. @throws CREDENTIAL_MISSING when it does not exist */
    describe(request: ConnectionRef & { signal: AbortSignal }): Promise<{
      /** Id of one of the plugin's connection kinds. */
      kind: string
      fields: Readonly<Record<string, string>>
    }>
    /**
     * Adds the credentials of a connection to a request to one of the plugin's hosts, and registers them for redaction.
     * @throws CREDENTIAL_MISSING, EGRESS_BLOCKED for another host, or RECONNECT_REQUIRED for a dead grant
     */
    authorize(
      request: ConnectionRef & {
        request: ServiceRequest
        /** Whether the service rejected the last credentials with 401: refreshes them, or reports a dead grant. */
        isRejected?: boolean
        signal: AbortSignal
      },
    ): Promise<ServiceRequest>
  }
  customApis: {
    /** An operation of an imported API of the workspace, as stored data; null if this version lacks it. */
    action(request: { plugin: string; action: string; version: number }): Promise<CustomApiAction | null>
  }
  databases: {
    /** @throws INVALID_INPUT for a statement that cannot be sent, TOOL_FAILED for one that fails, and TIMEOUT */
    query(request: ConnectionRef & DatabaseQuery): Promise<DatabaseResult>
    /** @throws INVALID_INPUT for an operator that runs code or writes, TOOL_FAILED, and TIMEOUT */
    mongo(request: ConnectionRef & MongoRequest): Promise<MongoResult>
    /** @returns the reply of each command. @throws INVALID_INPUT for an unknown command, TOOL_FAILED, TOO_LARGE, TIMEOUT */
    redis(request: ConnectionRef & RedisRequest): Promise<Json[]>
  }
  mail: {
    /** @throws TOOL_FAILED when the server rejects the message */
    send(request: ConnectionRef & MailMessage): Promise<void>
    search(request: ConnectionRef & MailSearch): Promise<FoundMail[]>
    /** Messages after the cursor, oldest first; without one only the cursor of the end. */
    arrived(
      request: ConnectionRef & { folder: string; cursor: MailCursor | null; limit: number; signal: AbortSignal },
    ): Promise<NewMails>
    folders(request: ConnectionRef & { signal: AbortSignal }): Promise<string[]>
    /** @throws NOT_FOUND */
    read(request: ConnectionRef & { folder: string; id: string; signal: AbortSignal }): Promise<ReadMail>
    /** @throws NOT_FOUND */
    move(request: ConnectionRef & { folder: string; id: string; to: string; signal: AbortSignal }): Promise<void>
  }
  pages: {
    /** The main text of a web page as Markdown. @throws TOOL_FAILED for a failed response */
    read(request: { url: string; signal: AbortSignal }): Promise<{ url: string; title: string; text: string }>
    /** The text of an address as it is. @throws TOOL_FAILED for a failed response */
    text(request: { url: string; accept: string; signal: AbortSignal }): Promise<{ url: string; text: string }>
  }
  sandbox: {
    run(request: {
      /** JavaScript unless named. */
      language?: 'javascript' | 'python'
      code: string
      input: JsonObject
      timeoutMs: number
      signal: AbortSignal
      /** Pauses the step's own time limit while the code waits for a slot. @returns function that resumes it */
      pauseTimeLimit?: () => () => void
    }): Promise<{ output: Json; logs: string[] }>
  }
  mcp: {
    /**
     * Lists the tools of a server; of a saved server only the selected ones.
     * @throws TOOL_FAILED when a tool in `only` (every tool if the list is empty) is withheld because it
     * differs from its approved definition
     */
    listTools(request: { server: McpServerRef; only?: readonly string[]; signal: AbortSignal }): Promise<ToolSpec[]>
    /** `nodePaused`: the server asked something that a person must answer first. */
    callTool(request: {
      server: McpServerRef
      name: string
      arguments: JsonObject
      signal: AbortSignal
      /** Absent: questions of the server are declined. */
      ask?: AnswerMcpQuestion
    }): Promise<string | NodePaused>
  }
  apps: {
    /** The plan of another app of the workspace: the requested version, or the published one. @throws NOT_FOUND */
    plan(request: { appId: string; versionId: string | null }): Promise<{ versionId: string; plan: Plan }>
    describe(request: {
      appId: string
      versionId: string | null
    }): Promise<{ name: string; description: string; parameters: JsonObject }>
  }
  variables: {
    /** Whether values of this scope outlast the run: it belongs to a conversation, an end user or an app. */
    keeps(scope: StoredScope): boolean
    /** The stored values of these variables, and of these environment variables by key; those never set are absent. */
    load(request: {
      appId: string
      variables: readonly VariableDeclaration[]
      environment: readonly string[]
    }): Promise<VariableValues>
    /**
     * Applies all changes to the stored values, or none. The same step of a run applies them once, and gets the same
     * results again. @throws INVALID_INPUT, or CANCELLED when another process drives the run
     */
    write(request: { appId: string; step: string; changes: readonly StoredChange[] }): Promise<StoredResult[]>
  }
  tables: {
    /**
     * Reads or changes rows of a workspace table. A run changes rows once per key, and a repeated call gets
     * the same result.
     * @throws NOT_FOUND, INVALID_INPUT, CONFLICT, LIMIT_EXCEEDED; CANCELLED when another process drives the
     * run
     */
    run(request: TableRequest): Promise<TableResult>
  }
  memory: {
    /** Why nothing about the run's end user may be stored; null if it may. */
    mayRemember(request: Pick<RememberRequest, 'needsConsent'>): Promise<NotRemembered | null>
    /** Stores facts about the run's end user. @throws CANCELLED when another process drives the run */
    remember(request: RememberRequest): Promise<Remembered>
    /** The most similar facts about the run's end user; none without one, or if they refused. */
    recall(request: RecallRequest): Promise<RecalledFact[]>
  }
  secrets: {
    /**
     * Value of a workspace secret for use with this origin (lib/contracts/secret-origin). @throws
     * CREDENTIAL_MISSING
     */
    reveal(request: { name: string; origin: string }): Promise<string>
  }
  files: {
    /** An image from the run's inputs. @throws NOT_FOUND */
    picture(fileId: string): Promise<ImagePart>
    /** A document from the run's inputs, with its parsed text. @throws NOT_FOUND */
    document(fileId: string): Promise<FileValue>
    /** A recording of this app, from the run's inputs or created by a step. @throws NOT_FOUND */
    recording(fileId: string): Promise<{ bytes: Uint8Array; mediaType: string; name: string }>
    /** Any file of this app, from the run's inputs or created by a step. @throws NOT_FOUND */
    file(fileId: string): Promise<{ bytes: Uint8Array; mediaType: string; name: string }>
    /** Writes content to a file, which is not stored. @throws INVALID_INPUT, LIMIT_EXCEEDED */
    make(request: MakeFileRequest): Promise<{ bytes: Uint8Array; mediaType: string; name: string }>
    /** Text and table rows of any file of this app. @throws NOT_FOUND, and INVALID_INPUT for one that cannot be read */
    content(fileId: string, signal: AbortSignal): Promise<FileContent>
    /** Stores a file created by a step, with the run. @throws TOO_LARGE when the workspace stores too much */
    keep(file: { bytes: Uint8Array; mediaType: string; name: string }): Promise<FileRef>
  }
}
