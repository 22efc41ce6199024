import 'server-only'
import { newId } from '@/lib/core/new-id'
import type { Database, Transaction } from '@/lib/db/database'
import { knowledgeBases } from '@/lib/db/schema/knowledge'
import { BUILTIN_EMBEDDER } from '@/lib/models/builtin/embedder-info'
import type { ServiceContext } from '../context'

/** @returns the new knowledge base's id. */
export async function insertKnowledgeBase(
  db: Database | Transaction,
  ctx: Pick<ServiceContext, 'workspace'>,
  input: { name: string; description: string },
): Promise<string> {
  const id = newId()
  await db.insert(knowledgeBases).values({
    id,
    workspaceId: ctx.workspace.id,
    name: input.name.slice(0, 120),
    description: input.description,
    embedder: BUILTIN_EMBEDDER.id,
    embedderHash: BUILTIN_EMBEDDER.weightsSha256,
    dims: BUILTIN_EMBEDDER.dims,
  })
  return id
}
