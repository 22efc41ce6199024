import 'server-only'
import { getTableColumns } from 'drizzle-orm'
import type { DocumentView } from '@/lib/contracts/knowledge'
import { documents } from '@/lib/db/schema/knowledge'
import { problemRef } from '@/lib/messages/problems/problem-ref'

const {
  text: _text,
  structure: _structure,
  sketch: _sketch,
  sketchBands: _bands,
  ...light
} = getTableColumns(documents)

/** All columns of a document except those that may be large. */
export const LIGHT_COLUMNS = light
export type LightDocument = Omit<typeof documents.$inferSelect, 'text' | 'structure' | 'sketch' | 'sketchBands'>

export const documentView = (row: LightDocument): DocumentView => ({
  id: row.id,
  name: row.name,
  mimeType: row.mimeType,
  sizeBytes: row.sizeBytes,
  status: row.status,
  progress: row.progress,
  error: row.error,
  errorRef: row.errorRef,
  pageCount: row.pageCount,
  chunkCount: row.chunkCount,
  language: row.language,
  notices: row.notices.map((notice) => (typeof notice === 'string' ? notice : notice.message)),
  noticeRefs: row.notices.map((notice) => (typeof notice === 'string' ? null : problemRef(notice))),
  metadata: row.metadata,
  metadataOrigins: row.metadataOrigins,
  source: row.sourceId === null && row.sourceUrl === null ? null : { id: row.sourceId, url: row.sourceUrl },
  access: row.access,
  deletedAt: row.deletedAt?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
})
