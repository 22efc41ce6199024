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

/** The same lists as in lib/contracts/governance: one that is absent allows all, an empty one allows none. */
export interface PolicyLists {
  providers?: readonly string[] | undefined
  regions?: readonly string[] | undefined
  licences?: readonly string[] | undefined
  dataUse?: readonly string[] | undefined
  privateMode: { hosts: readonly string[] } | null
}
