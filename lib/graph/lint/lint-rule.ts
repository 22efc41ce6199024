import type { GraphView } from '../graph-view'
import type { GraphIssue } from '../issue'
import type { Branches } from './branches'
import type { LintFacts } from './lint-facts'

export interface LintSubject {
  view: GraphView
  branches: Branches
  facts: LintFacts
}

/** One kind of advice, found by looking at the whole drawing and at what is known of what it uses. Pure. */
export type LintRule = (subject: LintSubject) => GraphIssue[]
