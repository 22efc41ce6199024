import 'server-only'
import { and, eq, inArray } from 'drizzle-orm'
import { documents } from '@/lib/db/schema/knowledge'
import type { AddedDocument, AddRequest, DocumentStates } from '@/lib/engine/knowledge-writes'
import { toDisplayName } from '@/lib/files/display-name'
import { sha256Of } from '@/lib/files/sha256-of'
import type { System } from '../system'
import { getKnowledgeBaseRow } from './get-knowledge-base-row'
import { checkMetadata } from './sources/described-documents'
import { storeDocument } from './store-document'

type Place = { system: Pick<System, 'db' | 'jobs'>; workspaceId: string }

/** Stores texts as documents. Repeated with the same key, it finds its own documents and changes nothing. @throws NOT_FOUND */
export async function addDocuments({ system, workspaceId }: Place, request: AddRequest): Promise<AddedDocument[]> {
  const base = await getKnowledgeBaseRow(system.db, workspaceId, request.knowledgeBaseId)
  const knowledgeBaseId = base.id
  const given = { access: null, metadata: checkMetadata(base, request.metadata) }
  const added: AddedDocument[] = []
  for (const { name: wanted, text } of request.documents) {
    const name = toDisplayName(request.ifExists === 'add' ? await ownName(wanted, request.key) : wanted)
    const existing =
      request.ifExists === 'skip' ? await findNamed({ system, workspaceId }, knowledgeBaseId, name) : null
    if (existing !== null) {
      added.push({ documentId: existing, name, status: 'unchanged' })
      continue
    }
    const bytes = new TextEncoder().encode(text)
    const { document, unchanged } = await storeDocument(system, {
      workspaceId,
      knowledgeBaseId,
      name,
      bytes,
      declaredType: 'text/markdown',
      given,
    })
    added.push({ documentId: document.id, name, status: unchanged ? 'unchanged' : 'queued' })
  }
  return added
}

/** The states of documents; those in progress are `queued`. */
export async function documentStates(
  { system, workspaceId }: Place,
  { knowledgeBaseId, documentIds }: { knowledgeBaseId: string; documentIds: readonly string[] },
): Promise<DocumentStates> {
  const found = await system.db
    .select({ id: documents.id, status: documents.status, chunks: documents.chunkCount })
    .from(documents)
    .where(
      and(
        eq(documents.workspaceId, workspaceId),
        eq(documents.knowledgeBaseId, knowledgeBaseId),
        inArray(documents.id, [...documentIds]),
      ),
    )
  const stateOf = (status: string) => (status === 'ready' || status === 'failed' ? status : 'queued')
  return {
    documents: Object.fromEntries(found.map(({ id, status }) => [id, stateOf(status)])),
    chunks: found.reduce((sum, { chunks }) => sum + chunks, 0),
  }
}

/** A name that is the same in every attempt of a step, and different in other steps. */
async function ownName(name: string, key: string): Promise<string> {
  const mark = (await sha256Of(new TextEncoder().encode(key))).slice(0, 8)
  return name.replace(/(\.[a-z]+)$/i, ` ${mark}$1`)
}

async function findNamed({ system, workspaceId }: Place, base: string, name: string): Promise<string | null> {
  const [row] = await system.db
    .select({ id: documents.id, deletedAt: documents.deletedAt })
    .from(documents)
    .where(and(eq(documents.workspaceId, workspaceId), eq(documents.knowledgeBaseId, base), eq(documents.name, name)))
  return row && !row.deletedAt ? row.id : null
}
