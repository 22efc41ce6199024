import type { ProviderId } from '../manifests.gen'
import type { WireDialect, WireUsage } from './wire-dialect'

/** One service in the conformance suite: what its wire is, and where it departs from its family. */
export interface ConformanceCase {
  provider: ProviderId
  /** Of a service with several ways to prove who calls. */
  title?: string
  dialect: WireDialect
  /** Behind the wire server's address, as in the service's own. */
  basePath: string
  apiKey: string | null
  /** Further settings of the connection. */
  fields?: Readonly<Record<string, string>>
  /** Headers that every request must carry. */
  headers: Readonly<Record<string, string | RegExp>>
  /** Of the chat request. */
  chatPath: string
  /** Of the list of models; null: the service has none, and the connection names its models. */
  modelsPath: string | null
  /** Its list, where it differs from the dialect's. */
  models?: (ids: readonly string[]) => unknown
  /** Names that must be listed; `m` when absent. */
  modelIds?: readonly string[]
  /** What it counts as cached; null: it does not say. Default: what the dialect writes. */
  cached?: (usage: WireUsage) => number | null
  /** Asks for JSON without a schema. */
  hasNoSchema?: boolean
  /** Does not see. */
  hasNoVision?: boolean
  /** The body for another request on the way, such as for a token; undefined: no such address. */
  alsoAnswers?: (url: string) => unknown
  /** Addresses of other hosts that the client calls by themselves, and where the wire server answers for them. */
  elsewhere?: Readonly<Record<string, string>>
}
