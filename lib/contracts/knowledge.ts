import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { DocumentMetadata, MetadataOrigin } from '@/lib/core/knowledge/document-metadata'
import { FilterCondition } from '@/lib/core/knowledge/filter-condition'
import { OcrLanguage, OcrSettings } from '@/lib/core/knowledge/ocr-settings'
import { RetrievalOptions } from '@/lib/core/knowledge/retrieval-options'
import { schemaError } from '@/lib/messages/problems/schema-error'
import { defineContract } from './contract'
import { ProblemKey, ProblemRef } from './problem'
import { Done, Name, Timestamp } from './shared'

export const MAX_UPLOAD_BYTES = 25 * 1024 * 1024
/** Extensions of lib/files/file-types.ts, for the browser's file picker. */
export const UPLOAD_EXTENSIONS: readonly string[] =
  '.pdf .png .jpg .jpeg .docx .pptx .xlsx .odt .epub .zip .html .htm .xhtml .md .markdown .csv .tsv .json .ipynb .jsonl .ndjson .eml .txt .text .log .c .cc .cjs .cpp .cs .css .cts .dart .ex .go .h .hpp .ini .java .js .jsx .kt .kts .lua .mjs .mts .php .pl .py .r .rb .rs .scala .scss .sh .sql .svelte .swift .toml .ts .tsx .vue .yaml .yml'.split(
    ' ',
  )

export const DocumentStatus = z.enum(['queued', 'parsing', 'chunking', 'embedding', 'indexing', 'ready', 'failed'])
export type DocumentStatus = z.infer<typeof DocumentStatus>

export const KnowledgeBaseView = z.strictObject({
  id: Id,
  name: z.string(),
  description: z.string(),
  documentCount: z.number().int(),
  chunkCount: z.number().int(),
  failedCount: z.number().int(),
  pendingCount: z.number().int(),
  /** `builtin/all-MiniLM-L6-v2` */
  embedder: z.string(),
  /**
   * Text recognition of scanned pages and images. `installed` are the available languages; none: text recognition is not
   * installed.
   */
  ocr: OcrSettings.extend({ installed: z.array(OcrLanguage) }),
  updatedAt: Timestamp,
})
export type KnowledgeBaseView = z.infer<typeof KnowledgeBaseView>

export const DocumentView = z.strictObject({
  id: Id,
  name: z.string(),
  mimeType: z.string(),
  sizeBytes: z.number().int(),
  status: DocumentStatus,
  /** Progress within the status, 0..1. */
  progress: z.number(),
  error: z.string().nullable(),
  errorRef: ProblemRef,
  pageCount: z.number().int().nullable(),
  chunkCount: z.number().int(),
  language: z.string().nullable(),
  /** The unreadable parts of the file, in sentences. */
  notices: z.array(z.string()),
  /** The keys of these texts, in the same order. */
  noticeRefs: z.array(ProblemRef),
  metadata: DocumentMetadata,
  metadataOrigins: z.record(z.string(), MetadataOrigin),
  /** Source of the document; its `id` is null if that source was removed. Null for an upload. */
  source: z.strictObject({ id: Id.nullable(), url: z.string().nullable() }).nullable(),
  /** Time at which it was moved to the trash. */
  deletedAt: Timestamp.nullable(),
  /** Who may see it; null for everyone who may use the app. */
  access: z.array(z.string()).nullable(),
  createdAt: Timestamp,
})
export type DocumentView = z.infer<typeof DocumentView>

export const ChunkView = z.strictObject({
  id: Id,
  ordinal: z.number().int(),
  text: z.string(),
  headings: z.array(z.string()),
  page: z.number().int().nullable(),
  start: z.number().int(),
  end: z.number().int(),
  tokenCount: z.number().int(),
})

const KbParams = z.strictObject({ knowledgeBaseId: Id })
const DocumentParams = z.strictObject({ knowledgeBaseId: Id, documentId: Id })

export const listKnowledgeBases = defineContract({
  name: 'knowledge.list',
  method: 'GET',
  path: '/api/studio/knowledge',
  access: 'viewer',
  response: z.strictObject({ knowledgeBases: z.array(KnowledgeBaseView) }),
})

export const createKnowledgeBase = defineContract({
  name: 'knowledge.create',
  method: 'POST',
  path: '/api/studio/knowledge',
  access: 'editor',
  body: z.strictObject({ name: Name, description: z.string().max(500).default('') }),
  response: KnowledgeBaseView,
})

export const getKnowledgeBase = defineContract({
  name: 'knowledge.get',
  method: 'GET',
  path: '/api/studio/knowledge/:knowledgeBaseId',
  access: 'viewer',
  params: KbParams,
  response: KnowledgeBaseView,
})

export const updateKnowledgeBase = defineContract({
  name: 'knowledge.update',
  method: 'PATCH',
  path: '/api/studio/knowledge/:knowledgeBaseId',
  access: 'editor',
  params: KbParams,
  body: z.strictObject({
    name: Name.optional(),
    description: z.string().max(500).optional(),
    /** Applies to files parsed from now on. */
    ocr: OcrSettings.optional(),
  }),
  response: KnowledgeBaseView,
})

/**
 * Lists apps that use the knowledge base in their draft, or in a version that is live, in a rollout or scheduled;
 * `isLive`: in production.
 */
export const listKnowledgeUses = defineContract({
  name: 'knowledge.uses',
  method: 'GET',
  path: '/api/studio/knowledge/:knowledgeBaseId/uses',
  access: 'viewer',
  params: KbParams,
  response: z.strictObject({ apps: z.array(z.strictObject({ id: Id, name: z.string(), isLive: z.boolean() })) }),
})

export const deleteKnowledgeBase = defineContract({
  name: 'knowledge.delete',
  method: 'DELETE',
  path: '/api/studio/knowledge/:knowledgeBaseId',
  access: 'editor',
  params: KbParams,
  response: Done,
})

/**
 * Uploads one file per request. Uploading the same bytes under the same name again changes nothing: `unchanged` is
 * true.
 */
export const uploadDocument = defineContract({
  name: 'documents.upload',
  method: 'POST',
  path: '/api/studio/knowledge/:knowledgeBaseId/documents',
  access: 'editor',
  params: KbParams,
  /** Access and metadata of a new document, each as JSON. */
  query: z.strictObject({ access: z.string().max(20_000).optional(), metadata: z.string().max(20_000).optional() }),
  bodyKind: 'upload',
  response: z.strictObject({ document: DocumentView, unchanged: z.boolean() }),
  maxBodyBytes: MAX_UPLOAD_BYTES + 64 * 1024,
})

/** Moves a document to the trash, from which it can be restored for a week. */
export const deleteDocument = defineContract({
  name: 'documents.delete',
  method: 'DELETE',
  path: '/api/studio/knowledge/:knowledgeBaseId/documents/:documentId',
  access: 'editor',
  params: DocumentParams,
  response: Done,
})

/** Retries a failed document. */
export const retryDocument = defineContract({
  name: 'documents.retry',
  method: 'POST',
  path: '/api/studio/knowledge/:knowledgeBaseId/documents/:documentId/retry',
  access: 'editor',
  params: DocumentParams,
  response: DocumentView,
})

export const listChunks = defineContract({
  name: 'documents.chunks',
  method: 'GET',
  path: '/api/studio/knowledge/:knowledgeBaseId/documents/:documentId/chunks',
  access: 'viewer',
  params: DocumentParams,
  query: z.strictObject({
    after: z.coerce.number().int().min(-1).default(-1),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  response: z.strictObject({ chunks: z.array(ChunkView), total: z.number().int() }),
})

export const SearchHit = z.strictObject({
  chunkId: Id,
  documentId: Id,
  documentName: z.string(),
  headings: z.array(z.string()),
  text: z.string(),
  page: z.number().int().nullable(),
  start: z.number().int(),
  end: z.number().int(),
  vectorRank: z.number().int().nullable(),
  keywordRank: z.number().int().nullable(),
  /** The combined score of both channels, which determines the rank. */
  fusedScore: z.number(),
  fusedRank: z.number().int(),
  /** Cosine similarity to the question. */
  similarity: z.number().nullable(),
  /** BM25F. */
  wordScore: z.number(),
  /** The probability that it contains the answer, 0..1. */
  confidence: z.number(),
  /** Ranges of the text with words of the question. */
  marks: z.array(z.tuple([z.number().int(), z.number().int()])),
  /** The score after reranking, which determines the order. */
  score: z.number(),
})
export type SearchHit = z.infer<typeof SearchHit>

export const searchKnowledge = defineContract({
  name: 'knowledge.search',
  method: 'POST',
  path: '/api/studio/knowledge/:knowledgeBaseId/search',
  access: 'viewer',
  params: KbParams,
  body: z.strictObject({
    query: z.string().trim().min(1, schemaError('forms.questionMissing')).max(2_000),
    ...RetrievalOptions.shape,
    /** Previous messages, oldest first. */
    history: z
      .array(z.strictObject({ role: z.enum(['user', 'assistant']), content: z.string().max(20_000) }))
      .max(50)
      .default([]),
    /** Searches with the access of this end user, for people who manage the documents. */
    as: z
      .strictObject({ userId: z.string().trim().max(200), groups: z.array(z.string().trim().min(1).max(200)).max(50) })
      .optional(),
  }),
  response: z.strictObject({
    hits: z.array(SearchHit),
    /** Why there is no result. */
    reason: z.string().nullable(),
    reasonRef: ProblemRef,
    hint: z.string().nullable(),
    hintRef: ProblemRef,
    /** The query rewritten by models. */
    prepared: z.strictObject({
      question: z.string(),
      wordings: z.array(z.string()),
      parts: z.array(z.string()),
      hypothetical: z.string().nullable(),
      conditions: z.array(FilterCondition),
      notes: z.array(z.strictObject({ message: z.string(), ...ProblemKey })),
    }),
    /** Confidence of the best passage, 0..1. */
    confidence: z.number(),
    /** Model calls in the order in which they ended. */
    steps: z.array(z.strictObject({ name: z.string(), durationMs: z.number() })),
    durationMs: z.number(),
  }),
})

/** The passage that a citation points to, with the surrounding text. */
export const PassageView = z.strictObject({
  documentName: z.string(),
  page: z.number().int().nullable(),
  headings: z.array(z.string()),
  before: z.string(),
  text: z.string(),
  after: z.string(),
})
export type PassageView = z.infer<typeof PassageView>

export const getPassage = defineContract({
  name: 'knowledge.passage',
  method: 'GET',
  path: '/api/studio/passages/:chunkId',
  access: 'viewer',
  params: z.strictObject({ chunkId: Id }),
  query: z.strictObject({
    start: z.coerce.number().int().min(0).optional(),
    end: z.coerce.number().int().min(0).optional(),
  }),
  response: PassageView,
})
