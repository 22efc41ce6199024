import 'server-only'
import { AppError } from '@/lib/core/app-error'
import type { Database } from '@/lib/db/database'
import { addEnglishToIssue } from '@/lib/graph/add-english-to-issue'
import type { Graph } from '@/lib/graph/graph'
import { findForbiddenIn } from '@/lib/graph/policy/find-forbidden'
import { isRestricted } from '@/lib/graph/policy/model-rules'
import { pickProblem } from '@/lib/messages/problems/pick-problem'
import { manifestOf } from '@/lib/nodes/manifests.gen'
import { readModelPolicy } from './model-policy'
import { readModelRules } from './model-rules'

/**
 * Called before a graph runs or goes live. @throws INVALID_GRAPH with the models that the workspace's policy forbids as
 * details
 */
export async function assertAllowedModels(db: Database, workspaceId: string, graph: Graph): Promise<void> {
  if (!isRestricted(await readModelPolicy(db, workspaceId))) return
  const issues = findForbiddenIn(graph, manifestOf, await readModelRules(db, workspaceId)).map(addEnglishToIssue)
  const [first] = issues
  if (first) throw new AppError('INVALID_GRAPH', pickProblem(first), { details: issues })
}
