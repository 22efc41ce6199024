import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { DocumentMetadata, MetadataOrigin } from '@/lib/core/knowledge/document-metadata'
import { FilterCondition } from '@/lib/core/knowledge/filter-condition'
import { OcrLanguage, OcrSettings } from '@/lib/core/knowledge/ocr-settings'
import { RetrievalOptions } from '@/lib/core/knowledge/retrieval-options'
import { defineContract } from './contract'
import { Done, Name, Timestamp } from './shared'

export const MAX_UPLOAD_BYTES = 25 * 1024 * 1024
/** What lib/files/file-types.ts knows, for the browser's file picker. */
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
  /** How scanned pages and pictures are read. `installed` are the languages that can be chosen; none: there is no text recognition here. */
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
  /** 0..1 within the status. */
  progress: z.number(),
  error: z.string().nullable(),
  pageCount: z.number().int().nullable(),
  chunkCount: z.number().int(),
  language: z.string().nullable(),
  /** Sentences on what of the file could not be read. */
  notices: z.array(z.string()),
  metadata: DocumentMetadata,
  metadataOrigins: z.record(z.string(), MetadataOrigin),
  /** Where it comes from; `id` is null when that source was removed since. null: it was uploaded. */
  source: z.strictObject({ id: Id.nullable(), url: z.string().nullable() }).nullable(),
  /** In the bin since. */
  deletedAt: Timestamp.nullable(),
  /** Who may see it; null: everyone who may use the app. */
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
    /** Holds for files that are read from now on. */
    ocr: OcrSettings.optional(),
  }),
  response: KnowledgeBaseView,
})

/** Apps whose draft, or a version that is live, in a rollout or waits to go live, names it; `isLive`: in production. */
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

/** One file a request. The same bytes under the same name again change nothing: `unchanged` is true. */
export const uploadDocument = defineContract({
  name: 'documents.upload',
  method: 'POST',
  path: '/api/studio/knowledge/:knowledgeBaseId/documents',
  access: 'editor',
  params: KbParams,
  /** What a new document is given, each as JSON: who may see it, and values of the metadata. */
  query: z.strictObject({ access: z.string().max(20_000).optional(), metadata: z.string().max(20_000).optional() }),
  bodyKind: 'upload',
  response: z.strictObject({ document: DocumentView, unchanged: z.boolean() }),
  maxBodyBytes: MAX_UPLOAD_BYTES + 64 * 1024,
})

/** Into the bin, from where it can be brought back for a week. */
export const deleteDocument = defineContract({
  name: 'documents.delete',
  method: 'DELETE',
  path: '/api/studio/knowledge/:knowledgeBaseId/documents/:documentId',
  access: 'editor',
  params: DocumentParams,
  response: Done,
})

/** Tries a failed document again. */
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
  /** What both channels say together, and the place by it. */
  fusedScore: z.number(),
  fusedRank: z.number().int(),
  /** Cosine to the question. */
  similarity: z.number().nullable(),
  /** BM25F. */
  wordScore: z.number(),
  /** How likely it holds the answer, 0..1. */
  confidence: z.number(),
  /** Where the text holds words of the question. */
  marks: z.array(z.tuple([z.number().int(), z.number().int()])),
  /** After reranking: what the order goes by. */
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
    query: z.string().trim().min(1, 'Type a question.').max(2_000),
    ...RetrievalOptions.shape,
    /** What was said before, oldest first. */
    history: z
      .array(z.strictObject({ role: z.enum(['user', 'assistant']), content: z.string().max(20_000) }))
      .max(50)
      .default([]),
    /** For those who manage the documents: what this end user would find. */
    as: z
      .strictObject({ userId: z.string().trim().max(200), groups: z.array(z.string().trim().min(1).max(200)).max(50) })
      .optional(),
  }),
  response: z.strictObject({
    hits: z.array(SearchHit),
    /** Why there is no hit. */
    reason: z.string().nullable(),
    hint: z.string().nullable(),
    /** What models made of the question. */
    prepared: z.strictObject({
      question: z.string(),
      wordings: z.array(z.string()),
      parts: z.array(z.string()),
      hypothetical: z.string().nullable(),
      conditions: z.array(FilterCondition),
      notes: z.array(z.string()),
    }),
    /** Of the best passage, 0..1. */
    confidence: z.number(),
    /** Calls of models, in the order in which they ended. */
    steps: z.array(z.strictObject({ name: z.string(), durationMs: z.number() })),
    durationMs: z.number(),
  }),
})

/** The passage that a citation points to, with the text around it. */
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
