import type { GraphView } from '../graph-view'
import type { GraphIssue } from '../issue'
import type { Branches } from './branches'
import type { LintFacts } from './lint-facts'

export interface LintSubject {
  view: GraphView
  branches: Branches
  facts: LintFacts
}

/** One kind of advice, based on the whole graph and the facts about its resources. Pure. */
export type LintRule = (subject: LintSubject) => GraphIssue[]
