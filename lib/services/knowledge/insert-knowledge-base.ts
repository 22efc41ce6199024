import 'server-only'
import type { Database, Transaction } from '@/lib/db/database'
import { createKnowledgeBase } from '@/lib/rag/indexes/create-knowledge-base'
import type { ServiceContext } from '../context'

/** @returns the new knowledge base's id */
export async function insertKnowledgeBase(
  db: Database | Transaction,
  ctx: Pick<ServiceContext, 'workspace'>,
  input: { name: string; description: string },
): Promise<string> {
  const { knowledgeBaseId } = await createKnowledgeBase(db, {
    workspaceId: ctx.workspace.id,
    name: input.name.slice(0, 120),
    description: input.description,
  })
  return knowledgeBaseId
}
