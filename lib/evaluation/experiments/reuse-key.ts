import 'server-only'
import { createHash } from 'node:crypto'
import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Database } from '@/lib/db/database'
import type { FrozenVariant } from '@/lib/db/schema/evaluation/evaluations'
import { documents, knowledgeBases } from '@/lib/db/schema/knowledge'
import { connections } from '@/lib/db/schema/models'
import { modelRoutes } from '@/lib/db/schema/routes'
import { canonicalJson } from '@/lib/graph/format/canonical'
import type { TestCase } from '@/lib/services/evaluations/test-case'
import { isReusableType } from './reusable-steps'

const hash = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Everything that determines an answer. This includes the trial, because each repeat is a separate sample. */
export function reuseKey(
  { graphHash, models = '' }: Pick<FrozenVariant, 'graphHash' | 'models'>,
  world: string,
  {
    inputs,
    history,
    turns,
    user,
    tools,
    trial,
  }: Pick<TestCase, 'inputs' | 'history' | 'turns' | 'user' | 'tools'> & {
    trial: number
  },
): string {
  const contents = history.map(({ content }) => content)
  const later = turns.length === 0 && user === null ? {} : { turns: [...turns], user }
  return hash(canonicalJson({ graph: graphHash, world, models, inputs, history: contents, ...later, tools, trial }))
}

/** Whether an equal key means an equal answer: no step reads the clock, the network or another app. */
export const isRepeatable = ({ graph }: Pick<FrozenVariant, 'graph'>): boolean =>
  graph.nodes.every(({ type }) => isReusableType(type))

/**
 * Dependencies of answers beside the graph: the documents and indexes of the workspace, its connections and its routes.
 * Any change makes earlier answers unusable.
 */
export async function worldOf(db: Database, workspaceId: string): Promise<string> {
  const newest = sql<string>`coalesce(max(updated_at)::text, '')`
  const counted = { count: sql<number>`count(*)::int`, newest }
  const found = await Promise.all([
    db
      .select({ ...counted, indexes: sql<string>`coalesce(string_agg(active_index_id::text, ',' order by id), '')` })
      .from(knowledgeBases)
      .where(eq(knowledgeBases.workspaceId, workspaceId)),
    db
      .select(counted)
      .from(documents)
      .where(and(eq(documents.workspaceId, workspaceId), inArray(documents.status, ['ready']))),
    db.select(counted).from(connections).where(eq(connections.workspaceId, workspaceId)),
    db.select(counted).from(modelRoutes).where(eq(modelRoutes.workspaceId, workspaceId)),
  ])
  return hash(JSON.stringify(found))
}
