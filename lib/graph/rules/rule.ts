import type { GraphView } from '../graph-view'
import type { GraphIssue } from '../issue'

/** A check of the whole graph for one kind of problem. Pure. */
export type Rule = (view: GraphView) => GraphIssue[]
