import type { ModelName, ModelRules } from '../policy/model-rules'

/** Facts about the workspace as plain data, the same on the canvas and the server. */
export interface LintFacts {
  /** Date for evaluating retirements, as `2026-11-25`. */
  today: string
  /** Connections, routes and the workspace's default. */
  rules: ModelRules
  /** Models from the catalog; unknown values are null. */
  models: readonly CatalogModel[]
  knowledgeBases: readonly KnowledgeFacts[]
  services: ServiceResources
}

/** Resources that actions and tools refer to. */
export interface ServiceResources {
  /** Ids of connections of integrations. */
  connections: readonly string[]
  /** Plugin ids of imported APIs. */
  apis: readonly string[]
  /** Ids of saved MCP servers. */
  mcpServers: readonly string[]
  /** Ids of the MCP servers without a selected tool. */
  idleMcpServers: readonly string[]
}

export interface CatalogModel {
  provider: string
  model: string
  contextTokens: number | null
  retiresOn: string | null
  /** Successor named by the service. */
  replacement: string | null
}

export interface KnowledgeFacts {
  id: string
  name: string
  passages: number
  /** Number of documents still being ingested. */
  pending: number
  /** Passages that lack vectors despite an embedding model, in a sentence; null if none. */
  problem: string | null
}

/** The models that may answer under a name: the targets of a route or a trained name, or the model itself. */
export function targetsOf(rules: ModelRules, name: ModelName): ModelName[] {
  if (name.connection === 'auto') return rules.defaultChat ? targetsOf(rules, rules.defaultChat) : []
  if (name.connection === 'route') {
    const targets = rules.routes.find((route) => route.name === name.model)?.targets ?? []
    return targets.flatMap((target) => (target.connection === 'route' ? [] : targetsOf(rules, target)))
  }
  if (name.connection === 'trained') {
    const targets = rules.trained.find((trained) => trained.name === name.model)?.targets ?? []
    return targets.filter(({ connection }) => !['route', 'trained', 'auto'].includes(connection))
  }
  return [name]
}

export function catalogModel({ rules, models }: LintFacts, { connection, model }: ModelName): CatalogModel | undefined {
  const place = rules.connections.find(({ id }) => id === connection)
  // At another base URL the model name need not refer to the catalog's model.
  if (!place || place.isElsewhere) return undefined
  return models.find((item) => item.provider === place.provider && item.model === model)
}
