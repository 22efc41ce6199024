import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { addEnglishToIssue } from '@/lib/graph/add-english-to-issue'
import { compile } from '@/lib/graph/compile'
import type { Graph } from '@/lib/graph/graph'
import type { Plan } from '@/lib/graph/plan'
import { pickProblem } from '@/lib/messages/problems/pick-problem'
import { problem } from '@/lib/messages/problems/problem'
import { manifestOf } from '@/lib/nodes/manifests.gen'
import '@/lib/plugins/learn-catalog'

/** @throws INVALID_GRAPH with the issues as details */
export function compilePlan(graph: Graph): Plan {
  const compiled = compile({ graph, manifests: manifestOf })
  if (compiled.ok) return compiled.plan
  const issues = compiled.issues.map(addEnglishToIssue)
  const first = issues.find((issue) => issue.severity === 'error')
  throw new AppError('INVALID_GRAPH', first ? pickProblem(first) : problem('runs.appHasProblems'), { details: issues })
}
