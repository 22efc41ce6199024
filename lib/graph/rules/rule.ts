import type { GraphView } from '../graph-view'
import type { GraphIssue } from '../issue'

/** One kind of problem, found by looking at the whole graph. Pure. */
export type Rule = (view: GraphView) => GraphIssue[]
