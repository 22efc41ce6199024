import type { FileRef } from '@/lib/core/file-ref'
import type { Json, JsonObject } from '@/lib/core/json'
import type { RetrievalOptions } from '@/lib/core/knowledge/retrieval-options'
import type { FileValue } from '@/lib/graph/file-value'
import type { Plan } from '@/lib/graph/plan'
import type { ModelDecision, StepRecord, Usage } from './events'

/** Which model answers: `auto` is the workspace's default, or the built-in one. `builtin` needs no service. */
export interface ModelRef {
  /** A connection's id, `builtin`, `auto`, `route` (the model is a route's name), or `trained` (a registered model's name). */
  connection: string
  model: string
}

export interface ImagePart {
  /** image/png, image/jpeg, image/webp or image/gif */
  mediaType: string
  base64: string
}

export interface ChatMessage {
  role: 'system' | 'user' | 'assistant' | 'tool'
  content: string
  /** Of role `user`, for models that see. */
  images?: ImagePart[]
  toolCalls?: ToolCall[]
  /** For role `tool`: the call that it answers. */
  toolCallId?: string
}

export interface ToolCall {
  id: string
  name: string
  arguments: JsonObject
  /** Opaque text of the provider that must come back with the call (Gemini's thought signature). */
  signature?: string
}

export interface ToolSpec {
  /** ^[a-zA-Z0-9_-]{1,64}$ */
  name: string
  description: string
  /** JSON Schema of the arguments (an object). */
  parameters: JsonObject
}

export interface ChatRequest {
  model: ModelRef
  messages: ChatMessage[]
  tools?: ToolSpec[]
  /** JSON Schema that the answer must fit; the adapter picks the provider's way (json_schema, tool, prompt). */
  responseSchema?: JsonObject
  temperature?: number
  maxOutputTokens?: number
  /** false: nobody reads along, so that the answer may come in one piece. Else it streams. */
  stream?: boolean
  /** Whether an answer that was given before may be given again. */
  cache?: CachePolicy
  /** The step that asks, for the ledger of calls. */
  nodeId?: string
  /** What is in the messages beside what their roles say, such as `documents`. */
  dataKinds?: string[]
  signal: AbortSignal
}

export interface CachePolicy {
  /** `exact`: the same request. `semantic`: also a last question that means the same. */
  mode: 'exact' | 'semantic'
  ttlSeconds: number
  /** Of `semantic`: least cosine similarity of the last questions. */
  threshold?: number
}

export type ChatChunk =
  | { type: 'decision'; decision: ModelDecision }
  /** What this call said so far is taken back: another model begins anew. */
  | { type: 'restart' }
  | { type: 'text'; text: string }
  /** What a thinking model says before its answer; never part of it. */
  | { type: 'reasoning'; text: string }
  | { type: 'tool-call'; call: ToolCall }
  | { type: 'usage'; usage: Usage }
  | { type: 'finish'; reason: 'stop' | 'length' | 'tool-calls' | 'filter' | 'other' }

/**
 * Told each chunk of an answer as it comes. Whole or streamed, an answer is told and not iterated: an async generator in
 * each of the layers between a model and its reader costs more than all that the layers do.
 * What it throws ends the call, which then throws it: the reader has left, and no model is to blame.
 */
export type ChatReader = (chunk: ChatChunk) => void

export interface EmbedRequest {
  model: ModelRef
  texts: string[]
  /** What the vectors are for, where a model tells the two apart. */
  use: 'document' | 'query'
  /** How many numbers a vector must have, where it is compared with others; a model that gives others has failed. */
  dims?: number
  /** Only `exact` counts. */
  cache?: CachePolicy
  /** The step that asks, for the ledger of calls. */
  nodeId?: string
  signal: AbortSignal
}

export interface RerankRequest {
  model: ModelRef
  query: string
  texts: string[]
  /** How many are wanted at most. */
  limit: number
  /** Only `exact` counts. */
  cache?: CachePolicy
  /** The step that asks, and what its texts are, for the ledger of calls. */
  nodeId?: string
  dataKinds?: string[]
  signal: AbortSignal
}

export interface RerankedTexts extends Asked {
  /** `score` is the model's own: comparable within one answer only. */
  results: { index: number; score: number }[]
}

export interface TranscribeRequest {
  model: ModelRef
  audio: Uint8Array
  mediaType: string
  fileName: string
  /** ISO 639-1; the model finds it out when absent. */
  language?: string
  nodeId?: string
  signal: AbortSignal
}

export interface SpeakRequest {
  model: ModelRef
  text: string
  /** As the service calls it; its usual one when absent. */
  voice?: string
  format: 'mp3' | 'wav' | 'opus'
  nodeId?: string
  signal: AbortSignal
}

export interface ImageRequest {
  model: ModelRef
  prompt: string
  /** Pixels, such as `1024x1024`. */
  size?: string
  nodeId?: string
  signal: AbortSignal
}

/** What every call of a model that does not stream says beside its answer. */
export interface Asked {
  /** null: nothing was asked of a service. */
  usage: Usage | null
  /** What a route decided, for the trace. */
  decisions: ModelDecision[]
}

export interface MadeMedia extends Asked {
  bytes: Uint8Array
  mediaType: string
}

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
  /** What both channels say together, and the place by it. Absent where passages come from elsewhere. */
  fusedScore?: number
  fusedRank?: number
  /** Cosine to the question, and BM25F. */
  similarity?: number | null
  wordScore?: number
  /** How likely it holds the answer, 0..1. */
  confidence?: number
  /** What the order goes by, after reranking. */
  score: number
}

export interface KnowledgeSearch {
  knowledgeBaseId: string
  query: string
  options: RetrievalOptions
  /** What the knowledge base is set to goes before the options, but for filters that these have. */
  leavesToBase: boolean
  /** What was said before the question, oldest first. */
  history: ChatMessage[]
  /** Records what a model did for the search, so that the trace shows it and a resumed run does not repeat it. */
  step(record: Pick<StepRecord, 'key' | 'kind' | 'name' | 'input'>, work: () => Promise<Json>): Promise<Json>
  usage(usage: Usage): void
  /** The step that asks, for the ledger of calls. */
  nodeId: string
  signal: AbortSignal
}

export interface FoundPassages {
  passages: RetrievedPassage[]
  /** Why there is none, in a sentence for the person who asked. */
  reason: string | null
}

export interface Citation {
  /** 1-based number as it stands in the text: [1]. */
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
}
export interface HttpResponse {
  status: number
  headers: Record<string, string>
  /** Decoded text, at most the guard's limit. */
  body: string
}

export interface McpServerRef {
  url: string
  headers: Record<string, string>
}

/** All that a node can reach. Injected by lib/runs; adapters live in lib/models, rag, egress, sandbox. Every call is bound to the run's workspace. */
export interface EnginePorts {
  models: {
    /** Settles when all of the answer has been told. */
    chat(request: ChatRequest, tell: ChatReader): Promise<void>
    /** Unit vectors, one a text. */
    embed(request: { texts: string[]; signal: AbortSignal }): Promise<Float32Array[]>
    /** Vectors of a model of one's choice, as it gives them; `builtin` is the one above. */
    embedWith(request: EmbedRequest): Promise<Asked & { vectors: Float32Array[] }>
    /** The best texts for a question first, by a rerank model; `builtin` goes by the cosine of the built-in embeddings. */
    rerank(request: RerankRequest): Promise<RerankedTexts>
    /** What is said in a recording. */
    transcribe(request: TranscribeRequest): Promise<Asked & { text: string }>
    /** A recording of a text that is read out. */
    speak(request: SpeakRequest): Promise<MadeMedia>
    /** A picture of what a text describes. */
    makeImage(request: ImageRequest): Promise<MadeMedia>
    /** Says what `auto` stands for now; `builtin/extractive` when no language model is connected. */
    resolve(model: ModelRef): ModelRef | Promise<ModelRef>
    /** Quotes the best sentences of the passages, or abstains. No language model. */
    answerFromPassages(request: {
      question: string
      passages: RetrievedPassage[]
      signal: AbortSignal
    }): Promise<ExtractiveAnswer>
    /** Class probabilities of a text by softmax regression over embeddings of the examples. Cached by examples. */
    classify(request: {
      text: string
      classes: { name: string; examples: string[] }[]
      signal: AbortSignal
    }): Promise<{ name: string; probability: number }[]>
    /** What a trained classifier of the workspace says of a text, by the version whose turn it is. @throws NOT_FOUND, MODEL_MISSING */
    predict(request: {
      model: string
      text: string
      stickyKey?: string
      nodeId?: string
      signal: AbortSignal
    }): Promise<{
      /** Null: none of its classes is likely enough. */
      label: string | null
      probability: number
      /** Likeliest first. */
      probabilities: { name: string; probability: number }[]
      version: number
    }>
  }
  knowledge: {
    search(request: KnowledgeSearch): Promise<FoundPassages>
  }
  http: { send(request: HttpRequest): Promise<HttpResponse> }
  sandbox: {
    run(request: {
      code: string
      input: JsonObject
      timeoutMs: number
      signal: AbortSignal
      /** Pauses the step's own time limit while the code waits for a slot. @returns resumes it */
      pauseTimeLimit?: () => () => void
    }): Promise<{ output: Json; logs: string[] }>
  }
  mcp: {
    listTools(request: { server: McpServerRef; signal: AbortSignal }): Promise<ToolSpec[]>
    callTool(request: {
      server: McpServerRef
      name: string
      arguments: JsonObject
      signal: AbortSignal
    }): Promise<string>
  }
  apps: {
    /** What another app of the workspace runs: the version asked for, or the published one. @throws NOT_FOUND */
    plan(request: { appId: string; versionId: string | null }): Promise<{ versionId: string; plan: Plan }>
    describe(request: {
      appId: string
      versionId: string | null
    }): Promise<{ name: string; description: string; parameters: JsonObject }>
  }
  secrets: {
    /** Value of a workspace secret for use with this origin (lib/contracts/secret-origin). @throws CREDENTIAL_MISSING */
    reveal(request: { name: string; origin: string }): Promise<string>
  }
  files: {
    /** A picture that came with the run's inputs. @throws NOT_FOUND */
    picture(fileId: string): Promise<ImagePart>
    /** A document that came with the run's inputs, with the text that was read out of it. @throws NOT_FOUND */
    document(fileId: string): Promise<FileValue>
    /** A recording of this app, which came with the run's inputs or was made by a step. @throws NOT_FOUND */
    recording(fileId: string): Promise<{ bytes: Uint8Array; mediaType: string; name: string }>
    /** Keeps what a step has made, with the run. @throws TOO_LARGE when the workspace keeps too much */
    keep(made: { bytes: Uint8Array; mediaType: string; name: string }): Promise<FileRef>
  }
}
