import type { ProviderId } from '../manifests.gen'
import type { WireDialect, WireUsage } from './wire-dialect'

/** A service in the conformance suite: its wire format, and where it differs from its family. */
export interface ConformanceCase {
  provider: ProviderId
  /** For services with several kinds of authentication. */
  title?: string
  dialect: WireDialect
  /** Path after the fake server's address, like in the service's own. */
  basePath: string
  apiKey: string | null
  /** Further settings of the connection. */
  fields?: Readonly<Record<string, string>>
  /** Headers required in every request. */
  headers: Readonly<Record<string, string | RegExp>>
  /** Path of the chat request. */
  chatPath: string
  /** Path of the model list; null if there is none, and the connection names its models. */
  modelsPath: string | null
  /** Response format of its model list, if it differs from the dialect's. */
  models?: (ids: readonly string[]) => unknown
  /** Expected model names; `m` by default. */
  modelIds?: readonly string[]
  /** Reported cached tokens; null if not reported. Defaults to the dialect's. */
  cached?: (usage: WireUsage) => number | null
  /** Supports JSON output without a schema only. */
  hasNoSchema?: boolean
  /** Does not support images. */
  hasNoVision?: boolean
  /** Response to an auxiliary request, such as for a token; undefined for an unknown URL. */
  alsoAnswers?: (url: string) => unknown
  /** URLs of other hosts called by the client, and the corresponding paths of the fake server. */
  elsewhere?: Readonly<Record<string, string>>
}
