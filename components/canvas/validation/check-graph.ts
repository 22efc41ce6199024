import type { Graph } from '@/lib/graph/graph'
import type { GraphIssue } from '@/lib/graph/issue'
import { lint } from '@/lib/graph/lint/lint'
import type { LintFacts } from '@/lib/graph/lint/lint-facts'
import type { ModelRules } from '@/lib/graph/policy/model-rules'
import { validate } from '@/lib/graph/validate'
import { lookUpManifest } from '../node-manifests'

/** The context of a check as plain data that can be sent to a worker. */
export interface CheckInput {
  graph: Graph
  models: ModelRules | undefined
  /** Undefined until loaded; advice is then omitted. */
  facts: LintFacts | undefined
}

/** The server's validation and the linter's advice. */
export function checkGraph({ graph, models, facts }: CheckInput): GraphIssue[] {
  return [...validate(graph, lookUpManifest, models), ...(facts ? lint(graph, lookUpManifest, facts) : [])]
}
