import 'server-only'
import type { listKnowledgeUses as contract } from '@/lib/contracts/knowledge'
import { appsThatName } from '../apps/apps-that-name'
import { requireRole, type Verb } from '../context'
import { getKnowledgeBaseRow } from './get-knowledge-base-row'

export const listKnowledgeUses: Verb<typeof contract> = async ({ ctx, params: { knowledgeBaseId } }) => {
  requireRole(ctx, 'viewer')
  await getKnowledgeBaseRow(ctx.db, ctx.workspace.id, knowledgeBaseId)
  return { apps: await appsThatName(ctx, knowledgeBaseId) }
}
