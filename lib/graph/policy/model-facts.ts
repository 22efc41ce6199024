/** Facts that a policy evaluates. Unknown facts are null and violate rules that require them. */
export interface ModelFacts {
  /** A provider's id; `builtin` and `trained` run inside Patchbay. */
  provider: string
  model: string
  /** Destination of the data, with its port if relevant; empty for this process. */
  host: string
  /** Processing region, or all possible ones. */
  region: string | readonly string[] | null
  licence: string | null
  /** Permitted use of the data by the service, such as `no-training`. */
  dataUse: string | null
}

/**
 * The facts that remain for a custom base URL: the server, its region and its use of data are
 * unknown, whatever the connection is called. Rules that require them are violated.
 */
export function elsewhere(facts: ModelFacts): ModelFacts {
  return { ...facts, provider: '', region: null, dataUse: null }
}

/** The lists of lib/contracts/governance: an absent one allows everything, an empty one nothing. */
export interface PolicyLists {
  providers?: readonly string[] | undefined
  regions?: readonly string[] | undefined
  licences?: readonly string[] | undefined
  dataUse?: readonly string[] | undefined
  /** Providers that may receive values marked as personal data. */
  personalData?: readonly string[] | undefined
  privateMode: { hosts: readonly string[] } | null
}
