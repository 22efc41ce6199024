import { pathKey } from '@/lib/engine/state/path-key'
import type { NodeState, RunState } from '@/lib/engine/state/run-state'
import { frameName } from './frame-name'
import { frameKind } from './trace-rows'

/** The item, round or call in which a step ran, outermost first: “Item 3 · Round 2”. Empty at the top level. */
export function frameLabel(run: Pick<RunState, 'nodes'>, { path }: Pick<NodeState, 'path'>): string {
  const names: string[] = []
  for (let end = 1; end < path.length - 1; end += 2) {
    const name = path[end] ?? ''
    names.push(frameName({ name, frame: frameKind(name, run.nodes[pathKey(path.slice(0, end))]) }))
  }
  return names.join(' · ')
}
