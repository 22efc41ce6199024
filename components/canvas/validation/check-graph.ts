import type { Graph } from '@/lib/graph/graph'
import type { GraphIssue } from '@/lib/graph/issue'
import { lint } from '@/lib/graph/lint/lint'
import type { LintFacts } from '@/lib/graph/lint/lint-facts'
import type { ModelRules } from '@/lib/graph/policy/model-rules'
import { validate } from '@/lib/graph/validate'
import { lookUpManifest } from '../node-manifests'

/** All that a check rests on, as plain data that can be handed to a worker. */
export interface CheckInput {
  graph: Graph
  models: ModelRules | undefined
  /** Undefined until the server has told them: then without advice. */
  facts: LintFacts | undefined
}

/** The server's own check and the linter's advice. */
export function checkGraph({ graph, models, facts }: CheckInput): GraphIssue[] {
  return [...validate(graph, lookUpManifest, models), ...(facts ? lint(graph, lookUpManifest, facts) : [])]
}
