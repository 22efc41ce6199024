/** What a policy is held against. What nobody knows is null, and a rule that asks for it then says no. */
export interface ModelFacts {
  /** A provider's id; `builtin` and `trained` run inside Patchbay. */
  provider: string
  model: string
  /** Where the data goes, with its port where that matters; empty when it stays in this process. */
  host: string
  /** Where it is worked on: the region, or all that it may be. */
  region: string | readonly string[] | null
  licence: string | null
  /** What the service may do with what it is sent, such as `no-training`. */
  dataUse: string | null
}

/**
 * What is left of the facts where a person wrote the address: who answers there, where, and what becomes of the data is
 * not known, whatever the connection calls itself. Rules that ask for it say no.
 */
export function elsewhere(facts: ModelFacts): ModelFacts {
  return { ...facts, provider: '', region: null, dataUse: null }
}

/** The same lists as in lib/contracts/governance: one that is absent allows all, an empty one allows none. */
export interface PolicyLists {
  providers?: readonly string[] | undefined
  regions?: readonly string[] | undefined
  licences?: readonly string[] | undefined
  dataUse?: readonly string[] | undefined
  /** Providers that may be sent what an app marks as personal data. */
  personalData?: readonly string[] | undefined
  privateMode: { hosts: readonly string[] } | null
}
