import type { ModelName, ModelRules } from '../policy/model-rules'

/** What the world outside a drawing says about it: plain data, the same for the canvas and the server. */
export interface LintFacts {
  /** The day for which retirements are judged, as `2026-11-25`. */
  today: string
  /** Connections, routes and the workspace's default. */
  rules: ModelRules
  /** Of the catalog; what is not known is null. */
  models: readonly CatalogModel[]
  knowledgeBases: readonly KnowledgeFacts[]
}

export interface CatalogModel {
  provider: string
  model: string
  contextTokens: number | null
  retiresOn: string | null
  /** The model that its service names in its place. */
  replacement: string | null
}

export interface KnowledgeFacts {
  id: string
  name: string
  passages: number
  /** Documents that are still being read. */
  pending: number
  /** Passages without a vector although the base has an embedding model, in a sentence; null when all is well. */
  problem: string | null
}

/** The models that may answer under a name: a route's and a trained name's targets, or the model itself. */
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
  // What a model is called at another address says nothing of the catalog's model of that name.
  if (!place || place.isElsewhere) return undefined
  return models.find((item) => item.provider === place.provider && item.model === model)
}
