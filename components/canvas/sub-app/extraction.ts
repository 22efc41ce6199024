import type { Graph } from '@/lib/graph/graph'
import type { Crossing } from './crossings'
import type { AppValue } from './field-of'

/** A value with its name in the new app. */
export interface NamedCrossing extends Crossing {
  value: AppValue
}

export interface Extraction {
  inside: ReadonlySet<string>
  inputs: NamedCrossing[]
  outputs: NamedCrossing[]
  /** Whether the only output is text, which becomes the app's answer and needs no name. */
  returnsText: boolean
  /** The new app. */
  graph: Graph
}
