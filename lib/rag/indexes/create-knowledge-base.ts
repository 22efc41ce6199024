import 'server-only'
import { newId } from '@/lib/core/new-id'
import type { Database, Transaction } from '@/lib/db/database'
import { knowledgeBases, knowledgeIndexes } from '@/lib/db/schema/knowledge'
import type { ModelRef } from '@/lib/engine/model-requests'
import { BUILTIN_EMBEDDER } from '@/lib/models/builtin/embedder-info'

export interface IndexSettings {
  embedder: ModelRef
  embedderHash: string
  dims: number
  /** ISO codes; null for all languages. */
  languages: string[] | null
}

export const BUILTIN_INDEX: IndexSettings = {
  embedder: { connection: 'builtin', model: 'all-MiniLM-L6-v2' },
  embedderHash: BUILTIN_EMBEDDER.weightsSha256,
  dims: BUILTIN_EMBEDDER.dims,
  languages: [...BUILTIN_EMBEDDER.languages],
}

/** Creates a knowledge base with its first index in one transaction. */
export async function createKnowledgeBase(
  db: Database | Transaction,
  input: { workspaceId: string; name: string; description?: string; index?: Partial<IndexSettings> },
): Promise<{ knowledgeBaseId: string; indexId: string }> {
  const { workspaceId, name, description = '' } = input
  const settings = { ...BUILTIN_INDEX, ...input.index }
  const [knowledgeBaseId, indexId] = [newId(), newId()]
  await db.transaction(async (tx) => {
    await tx.insert(knowledgeBases).values({
      id: knowledgeBaseId,
      workspaceId,
      name,
      description,
      activeIndexId: indexId,
    })
    await tx
      .insert(knowledgeIndexes)
      .values({ ...settings, id: indexId, workspaceId, knowledgeBaseId, status: 'active', readyAt: new Date() })
  })
  return { knowledgeBaseId, indexId }
}
