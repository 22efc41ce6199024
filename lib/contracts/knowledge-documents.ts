import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { ChunkingSettings } from '@/lib/core/knowledge/chunking-settings'
import { MetadataName, MetadataValue } from '@/lib/core/knowledge/document-metadata'
import { FileKind } from '@/lib/core/knowledge/index-chunking'
import { defineContract } from './contract'
import { DocumentView } from './knowledge'
import { ProblemRef } from './problem'
import { Done } from './shared'

const BaseParams = z.strictObject({ knowledgeBaseId: Id })
const DocumentParams = z.strictObject({ knowledgeBaseId: Id, documentId: Id })
const path = '/api/studio/knowledge/:knowledgeBaseId'

export const DOCUMENT_ORDERS = ['newest', 'oldest', 'name', 'largest', 'most-chunks'] as const
export const DOCUMENTS_PER_PAGE = 100
const KindFilter = z.union([FileKind, z.literal('other')])
export const DocumentFilter = z.strictObject({
  /** Part of the name. */
  search: z.string().trim().max(200).optional(),
  status: z.enum(['ready', 'pending', 'failed', 'deleted']).optional(),
  kind: KindFilter.optional(),
  /** A metadata field and its value as text. Without a value, it matches documents that have none. */
  field: MetadataName.optional(),
  value: z.string().max(500).optional(),
})
export type DocumentFilter = z.infer<typeof DocumentFilter>

/** Lists documents. Those in the trash appear only under the status `deleted`. */
export const findDocuments = defineContract({
  name: 'documents.find',
  method: 'GET',
  path: `${path}/documents`,
  access: 'viewer',
  params: BaseParams,
  query: DocumentFilter.extend({
    order: z.enum(DOCUMENT_ORDERS).default('newest'),
    offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
    limit: z.coerce.number().int().min(1).max(500).default(DOCUMENTS_PER_PAGE),
  }),
  response: z.strictObject({
    documents: z.array(DocumentView),
    /** Number of documents that match the filter. */
    total: z.number().int(),
    /** For the whole knowledge base; `deleted` are in the trash. */
    counts: z.strictObject({
      all: z.number().int(),
      pending: z.number().int(),
      failed: z.number().int(),
      deleted: z.number().int(),
    }),
  }),
})

const Changes = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('delete') }),
  z.strictObject({ action: z.literal('restore') }),
  /** Parses and embeds them again. */
  z.strictObject({ action: z.literal('retry') }),
  /** null removes the value. */
  z.strictObject({ action: z.literal('describe'), values: z.record(MetadataName, MetadataValue.nullable()) }),
])

/** Changes several documents at once; missing ones are skipped. */
export const changeDocuments = defineContract({
  name: 'documents.change',
  method: 'POST',
  path: `${path}/documents/change`,
  access: 'editor',
  params: BaseParams,
  body: z.strictObject({ documentIds: z.array(Id).min(1).max(500), change: Changes }),
  response: z.strictObject({ changed: z.number().int() }),
})

const Range = z.strictObject({ start: z.number().int(), end: z.number().int() })
export const PreviewChunk = z.strictObject({
  ...Range.shape,
  kind: z.string(),
  context: z.string(),
  tokenCount: z.number().int(),
  parent: Range.nullable(),
})
export type PreviewChunk = z.infer<typeof PreviewChunk>

/** Chunks the beginning of a document with one or two chunkers; nothing is stored. Offsets are within `text`. */
export const previewChunks = defineContract({
  name: 'documents.previewChunks',
  method: 'POST',
  path: `${path}/documents/:documentId/preview`,
  access: 'viewer',
  params: DocumentParams,
  body: z.strictObject({ settings: z.array(ChunkingSettings).min(1).max(2) }),
  response: z.strictObject({
    text: z.string(),
    /** Whether the document is longer than shown. */
    isCut: z.boolean(),
    sides: z.array(
      z.strictObject({
        /** The chunker that `auto` selected, or the requested one. */
        chunker: z.string(),
        reason: z.string(),
        reasonRef: ProblemRef,
        chunks: z.array(PreviewChunk),
      }),
    ),
  }),
})

export const readDocument = defineContract({
  name: 'documents.read',
  method: 'GET',
  path: `${path}/documents/:documentId/text`,
  access: 'viewer',
  params: DocumentParams,
  response: z.strictObject({ name: z.string(), text: z.string(), isCut: z.boolean() }),
})

const DuplicateSide = z.strictObject({
  documentId: Id,
  name: z.string(),
  sizeBytes: z.number().int(),
  chunkCount: z.number().int(),
  createdAt: z.iso.datetime(),
})
export const DuplicatePair = z.strictObject({
  first: DuplicateSide,
  second: DuplicateSide,
  /** 0..1: the estimated share of four-word shingles that both contain; 1 with `isSame`: identical text. */
  similarity: z.number(),
  isSame: z.boolean(),
})
export type DuplicatePair = z.infer<typeof DuplicatePair>

export const listDuplicates = defineContract({
  name: 'documents.duplicates',
  method: 'GET',
  path: `${path}/duplicates`,
  access: 'viewer',
  params: BaseParams,
  response: z.strictObject({ pairs: z.array(DuplicatePair), hasMore: z.boolean() }),
})

/** Hides a pair of near duplicates from now on; `keep: false` undoes that. To remove one of the two, delete it. */
export const keepDuplicates = defineContract({
  name: 'documents.keepDuplicates',
  method: 'POST',
  path: `${path}/duplicates/keep`,
  access: 'editor',
  params: BaseParams,
  body: z.strictObject({ firstId: Id, secondId: Id, keep: z.boolean().default(true) }),
  response: Done,
})
