import type { JsonObject } from '@/lib/core/json'
import type { Graph } from '@/lib/graph/graph'

export interface GraphCase {
  name: string
  graph: Graph
  inputs: JsonObject
}

export const text = (id: string, template: string, overrides: JsonObject = {}) => ({
  id,
  type: 'template',
  config: { text: template },
  ...overrides,
})
