import type { ModelFacts, PolicyLists } from './model-facts'

export interface ModelName {
  connection: string
  model: string
}

/** What is known of a model, or of all models of its provider when `model` is `*`. */
export interface KnownModel extends Pick<ModelFacts, 'provider' | 'model' | 'licence' | 'dataUse'> {
  region: string[] | null
}

/** A workspace's policy with all that is needed to hold graphs against it: the same data on the server and the canvas. */
export interface ModelRules {
  policy: PolicyLists
  /** What `auto` stands for; null: the built-in one. */
  defaultChat: ModelName | null
  connections: readonly {
    id: string
    name: string
    provider: string
    host: string
    /** Where the connection itself says it. */
    region: string | null
    /** It leads to another address than the service's own: its provider is a claim, as is all that follows from it. */
    isElsewhere?: boolean
  }[]
  known: readonly KnownModel[]
  /** Names behind which other models stand: all of them are checked. */
  routes: readonly { name: string; targets: readonly ModelName[] }[]
  trained: readonly { name: string; targets: readonly ModelName[] }[]
}

/** Without lists nothing needs to be looked up at all. */
export function isRestricted(policy: PolicyLists): boolean {
  const { providers, regions, licences, dataUse, privateMode } = policy
  return [providers, regions, licences, dataUse].some((list) => list !== undefined) || privateMode !== null
}
