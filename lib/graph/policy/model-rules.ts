import type { ModelFacts, PolicyLists } from './model-facts'

export interface ModelName {
  connection: string
  model: string
}

/** Facts about a model, or about all models of its provider if `model` is `*`. */
export interface KnownModel extends Pick<ModelFacts, 'provider' | 'model' | 'licence' | 'dataUse'> {
  region: string[] | null
}

/** A workspace's policy with the data needed to check graphs: the same on the server and the canvas. */
export interface ModelRules {
  policy: PolicyLists
  /** Resolution of `auto`; null for the built-in model. */
  defaultChat: ModelName | null
  connections: readonly {
    id: string
    name: string
    provider: string
    host: string
    /** Region set in the connection. */
    region: string | null
    /** Whether it uses a custom base URL, so that facts of its provider cannot be assumed. */
    isElsewhere?: boolean
  }[]
  known: readonly KnownModel[]
  /** Names that resolve to other models, all of which are checked. */
  routes: readonly { name: string; targets: readonly ModelName[] }[]
  trained: readonly { name: string; targets: readonly ModelName[] }[]
}

/** Whether the policy restricts models; otherwise no look-ups are needed. */
export function isRestricted(policy: PolicyLists): boolean {
  const { providers, regions, licences, dataUse, privateMode } = policy
  return [providers, regions, licences, dataUse].some((list) => list !== undefined) || privateMode !== null
}
