import type { GraphView } from '../graph-view'
import type { ReferenceSegment } from '../templates/references'
import { VARIABLES_ROOT } from './declaration'

/** Whether a reference reads a variable. A node with the id `vars` from before there were variables keeps its references. */
export function isVariable({ nodeById }: Pick<GraphView, 'nodeById'>, { path }: ReferenceSegment): boolean {
  return path.length > 1 && path[0] === VARIABLES_ROOT && !nodeById.has(VARIABLES_ROOT)
}
