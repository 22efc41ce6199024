import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import type {
  previewChunks as previewContract,
  readDocument as readContract,
} from '@/lib/contracts/knowledge-documents'
import { AppError } from '@/lib/core/app-error'
import type { ChunkingSettings } from '@/lib/core/knowledge/chunking-settings'
import { documents } from '@/lib/db/schema/knowledge'
import { problem } from '@/lib/messages/problems/problem'
import { reasonColumns } from '@/lib/messages/problems/reason-columns'
import type { Problem } from '@/lib/messages/problems/types'
import { countTokens } from '@/lib/models/builtin/count-tokens'
import { chooseChunker } from '@/lib/rag/chunk/choose-chunker'
import type { Chunk } from '@/lib/rag/chunk/chunk'
import { chunkDocument } from '@/lib/rag/chunk/chunk-document'
import { ParsedDocument } from '@/lib/rag/parse/parsed-document'
import { notFound, requireRole, type ServiceContext, type Verb } from '../../context'
import { type DocumentAddress, getDocumentRow } from '../get-knowledge-base-row'
import { maySee } from '../viewer-of-caller'

/** People look at no more, and chunking this much takes tens of milliseconds. */
const SHOWN_CHARACTERS = 30_000

export const previewChunks: Verb<typeof previewContract> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'viewer')
  const { document, isCut } = await beginning(ctx, params)
  return { text: document.text, isCut, sides: body.settings.map((settings) => side(document, settings)) }
}

export const readDocument: Verb<typeof readContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  const { document, isCut, name } = await beginning(ctx, params)
  return { name, text: document.text, isCut }
}

/** The note of a manually selected chunker that finds nothing to chunk by; it falls back to headings. */
const MISSING_SHAPES: Partial<Record<ChunkingSettings['chunker'], (chunks: readonly Chunk[]) => Problem | null>> = {
  rows: (chunks) => (chunks.some(({ kind }) => kind === 'record') ? null : problem('documents.chunkerNoTable')),
  'question-answer': (chunks) =>
    chunks.some(({ kind }) => kind === 'question-answer') ? null : problem('documents.chunkerNoQuestions'),
}

function side(document: ParsedDocument, requested: ChunkingSettings) {
  const { settings, reason } = chooseChunker(document, requested)
  const chunks = chunkDocument({ document, countTokens, settings: requested })
  return {
    chunker: settings.chunker,
    ...reasonColumns(MISSING_SHAPES[requested.chunker]?.(chunks) ?? reason),
    chunks: chunks.map(({ start, end, kind, context, tokenCount, parent }) => ({
      start,
      end,
      kind,
      context,
      tokenCount,
      parent,
    })),
  }
}

async function beginning(ctx: ServiceContext, address: DocumentAddress) {
  const { access } = await getDocumentRow(ctx.db, ctx.workspace.id, address)
  if (!maySee(ctx.actor, access)) throw notFound('missing.document')
  const [row] = await ctx.db
    .select({
      name: documents.name,
      text: sql<string | null>`left(${documents.text}, ${SHOWN_CHARACTERS})`,
      isCut: sql<boolean>`coalesce(length(${documents.text}) > ${SHOWN_CHARACTERS}, false)`,
      structure: documents.structure,
    })
    .from(documents)
    .where(and(eq(documents.id, address.documentId), eq(documents.workspaceId, ctx.workspace.id)))
  const text = row?.text
  if (!row || !text) throw new AppError('CONFLICT', problem('documents.notReady'))
  const stored = ParsedDocument.safeParse({ ...row.structure, text })
  const none = { text, title: row.name, pages: [], sections: [], language: 'und', shape: 'prose' as const }
  const parsed = stored.success ? stored.data : { ...none, properties: {}, notices: [] }
  const within = text.length
  const document: ParsedDocument = {
    ...parsed,
    pages: parsed.pages
      .filter(({ start }) => start < within)
      .map((page) => ({ ...page, end: Math.min(page.end, within) })),
    sections: parsed.sections.filter(({ contentStart }) => contentStart < within),
  }
  return { document, isCut: row.isCut, name: row.name }
}
