import type { GraphNode } from '../graph'
import type { ReferenceSegment } from '../templates/references'
import { ENVIRONMENT_ROOT } from './environment-variable'

/** Whether a reference reads an environment variable. A node with the id `env` keeps its references. */
export function isEnvironmentReference(
  { nodeById }: { nodeById: ReadonlyMap<string, GraphNode> },
  { path }: Pick<ReferenceSegment, 'path'>,
): boolean {
  return path.length > 1 && path[0] === ENVIRONMENT_ROOT && !nodeById.has(ENVIRONMENT_ROOT)
}
