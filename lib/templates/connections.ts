import { z } from 'zod'
import type { Json, JsonObject } from '@/lib/core/json'
import type { Graph } from '@/lib/graph/graph'

const Settings = z.object({
  plugin: z.string().min(1),
  connection: z.string(),
  outline: z.object({ needsConnection: z.literal(true) }),
})

/** Ids of the integrations whose actions need a connection. */
export function connectionsOf(graph: Graph): string[] {
  const plugins = graph.nodes.flatMap(({ config }) =>
    settingsIn(config).flatMap((settings) => {
      const parsed = Settings.safeParse(settings)
      return parsed.success ? [parsed.data.plugin] : []
    }),
  )
  return [...new Set(plugins)]
}

/** Fills in the connections that have none yet; actions without one in `connections` stay open. */
export function withConnections(graph: Graph, connections: ReadonlyMap<string, string>): Graph {
  const fill = (settings: JsonObject): JsonObject => {
    const parsed = Settings.safeParse(settings)
    const connection = parsed.success && parsed.data.connection === '' ? connections.get(parsed.data.plugin) : undefined
    return connection === undefined ? settings : { ...settings, connection }
  }
  return {
    ...graph,
    nodes: graph.nodes.map((node) => {
      const { tools } = node.config
      const config = fill(node.config)
      return {
        ...node,
        config: Array.isArray(tools)
          ? { ...config, tools: tools.map((tool) => (isObject(tool) ? fill(tool) : tool)) }
          : config,
      }
    }),
  }
}

/** Those of an Action node, or of each tool of a Toolbox. */
function settingsIn(config: JsonObject): Json[] {
  return Array.isArray(config.tools) ? config.tools : [config]
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
