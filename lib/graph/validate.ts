import { migrateGraph } from './format/migrate-graph'
import type { Graph } from './graph'
import { type GraphView, viewGraph } from './graph-view'
import type { GraphIssue } from './issue'
import type { ManifestLookup } from './manifest'
import { findForbidden } from './policy/find-forbidden'
import type { ModelRules } from './policy/model-rules'
import { findBadPins } from './rules/find-bad-pins'
import { findBrokenReferences } from './rules/find-broken-references'
import { findConnectedNotes } from './rules/find-connected-notes'
import { findContainerProblems } from './rules/find-container-problems'
import { findCycles } from './rules/find-cycles'
import { findDanglingEdges } from './rules/find-dangling-edges'
import { findDuplicates } from './rules/find-duplicates'
import { findInvalidConfigs } from './rules/find-invalid-configs'
import { findJumpProblems } from './rules/find-jump-problems'
import { findKindMismatches } from './rules/find-kind-mismatches'
import { findMissingAnswer } from './rules/find-missing-answer'
import { findMissingInputs } from './rules/find-missing-inputs'
import { findOverfilledPorts } from './rules/find-overfilled-ports'
import { findScopeProblems } from './rules/find-scope-problems'
import { findStartProblems } from './rules/find-start-problems'
import { findUnknownPorts } from './rules/find-unknown-ports'
import { findUnknownTypes } from './rules/find-unknown-types'
import { findUnreachable } from './rules/find-unreachable'
import { findVariableProblems } from './rules/find-variable-problems'
import type { Rule } from './rules/rule'

const RULES: readonly Rule[] = [
  findDuplicates,
  findUnknownTypes,
  findDanglingEdges,
  findUnknownPorts,
  findConnectedNotes,
  findContainerProblems,
  findJumpProblems,
  findScopeProblems,
  findKindMismatches,
  findOverfilledPorts,
  findInvalidConfigs,
  findBrokenReferences,
  findVariableProblems,
  findMissingInputs,
  findCycles,
  findStartProblems,
  findMissingAnswer,
  findUnreachable,
  findBadPins,
]

/**
 * All issues of a graph, errors first. The same code runs in the browser and on the server.
 * @param models the workspace's policy on models; without it they are not checked
 */
export function validate(graph: Graph, manifests: ManifestLookup, models?: ModelRules): GraphIssue[] {
  return validateView(viewGraph(migrateGraph(graph, manifests), manifests), models)
}

export function validateView(view: GraphView, models?: ModelRules): GraphIssue[] {
  const issues = [...RULES.flatMap((rule) => rule(view)), ...(models ? findForbidden(view, models) : [])]
  return [
    ...issues.filter((issue) => issue.severity === 'error'),
    ...issues.filter((issue) => issue.severity === 'warning'),
  ]
}
