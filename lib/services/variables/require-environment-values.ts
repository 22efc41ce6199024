import 'server-only'
import { AppError } from '@/lib/core/app-error'
import type { Transaction } from '@/lib/db/database'
import { listEnvironmentNames } from '@/lib/graph/environment/list-environment-names'
import type { Graph } from '@/lib/graph/graph'
import { viewGraph } from '@/lib/graph/graph-view'
import { problem } from '@/lib/messages/problems/problem'
import { manifestOf } from '@/lib/nodes/manifests.gen'
import { environmentValues } from './environment-values'

/** @throws INVALID_GRAPH with an issue MISSING_RESOURCE for each environment variable without a value */
export async function requireEnvironmentValues(
  tx: Transaction,
  address: { workspaceId: string; environment: string },
  graph: Graph,
): Promise<void> {
  const names = listEnvironmentNames(viewGraph(graph, manifestOf))
  const values = await environmentValues(tx, address, names)
  const missing = names.filter((name) => !values.has(name))
  if (missing.length === 0) return
  const { environment } = address
  const params = { environment, count: missing.length, names: missing.join(', ') }
  throw new AppError('INVALID_GRAPH', problem('variables.environmentsMissing', params), {
    details: missing.map((name) => ({
      code: 'MISSING_RESOURCE',
      severity: 'error',
      ...problem('variables.environmentMissing', { name }),
    })),
  })
}
