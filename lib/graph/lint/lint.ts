import { migrateGraph } from '../format/migrate-graph'
import type { Graph } from '../graph'
import { viewGraph } from '../graph-view'
import type { GraphIssue } from '../issue'
import type { ManifestLookup } from '../manifest'
import { readBranches } from './branches'
import { findCompetingWriters } from './find-competing-writers'
import { findEmptyReferences } from './find-empty-references'
import { findEndlessLoops } from './find-endless-loops'
import { findIdleKnowledge } from './find-idle-knowledge'
import { findLongPrompts } from './find-long-prompts'
import { findLostBranches } from './find-lost-branches'
import { findMissingModels } from './find-missing-models'
import { findMissingServices } from './find-missing-services'
import { findModelRisks } from './find-model-risks'
import { findPersonalData } from './find-personal-data'
import { findRacingVariables } from './find-racing-variables'
import { findUntrustedText } from './find-untrusted-text'
import type { LintFacts } from './lint-facts'
import type { LintRule } from './lint-rule'

const RULES: readonly LintRule[] = [
  findUntrustedText,
  findPersonalData,
  findLostBranches,
  findEmptyReferences,
  findCompetingWriters,
  findRacingVariables,
  findEndlessLoops,
  findIdleKnowledge,
  findLongPrompts,
  findModelRisks,
  findMissingModels,
  findMissingServices,
]

const SEVERITIES = ['error', 'warning', 'hint'] as const satisfies readonly GraphIssue['severity'][]

/** Advice on a graph that compiles but may not work as intended, the most severe first. Pure. */
export function lint(graph: Graph, manifests: ManifestLookup, facts: LintFacts): GraphIssue[] {
  const view = viewGraph(migrateGraph(graph, manifests), manifests)
  const subject = { view, branches: readBranches(view), facts }
  const issues = RULES.flatMap((rule) => rule(subject))
  return SEVERITIES.flatMap((listed) => issues.filter(({ severity }) => severity === listed))
}
