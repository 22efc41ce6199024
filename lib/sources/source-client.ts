import type { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import type { EgressFetch } from '@/lib/egress/create-egress'
import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'
import type { SourceManifest } from './source-manifest'

/** Largest file that becomes a document. */
export const MAX_FILE_BYTES = 25 * 1024 * 1024

/** An item of the source that may become a document. */
export interface FoundItem {
  /** Stable identifier: a URL, a path, an id. At most 2,000 bytes. */
  key: string
  name: string
  /** URL at which users can open it. */
  url: string | null
  /** An item with the stored revision is not fetched again. Null if only `fetch` can determine the revision. */
  revision: string | null
  /** Lower ranks are fetched first; the link depth of a crawled page. */
  rank?: number
  /** Extra data for `fetch`. */
  hint?: JsonObject
}

export interface ItemPage {
  items: FoundItem[]
  /** Keys that the source reports as removed. */
  removed?: string[]
  /** Resumes after this page; null for the last page. */
  cursor: string | null
  /** Contains changes since `token` only; items that are not listed still exist. */
  isDelta?: boolean
  /** Reason why the list is incomplete, for the report. Items that are not listed may still exist. */
  cutOff?: Problem
  /** On the last page: requests only changes in the next sync. */
  token?: string
}

export interface KnownItem extends FoundItem {
  /** State returned by the previous `fetch`. */
  memo: JsonObject | null
}

/** Result of fetching one item. Failures are thrown: the previous document stays, and the next sync retries. */
export type Fetched = FetchedFile | FetchedNothing

export interface FetchedFile {
  kind: 'file'
  name: string
  /** Media type as declared by the source, checked against the content. Null if not declared. */
  mimeType: string | null
  bytes: Uint8Array<ArrayBuffer>
  url: string | null
  revision: string | null
  memo?: JsonObject
  /** Items discovered here. Stored, so that they stay known while this item does not change. */
  found?: FoundItem[]
  /**
   * Identifies the visible content, for sources whose bytes change without reason. Defaults to a
   * hash of the bytes.
   */
  fingerprint?: string
}

export type FetchedNothing =
  | { kind: 'unchanged' }
  /** Exists but is not a document; a previous document is removed. */
  | { kind: 'skipped'; reason: Problem; found?: FoundItem[] }
  | { kind: 'gone' }

/** An opened source. Its state, such as robots rules and tokens, lasts for one sync. */
export interface OpenedSource {
  /** Number of parallel fetches. */
  parallel: number
  /** Limit of items; when it is reached, nothing is removed for its absence. */
  maxItems: number
  /** Fetching discovers more items, so absence from the list does not mean deletion. */
  findsMore?: boolean
  /**
   * Lists all items page by page. `cursor` resumes after a page; `token` of a previous sync
   * requests changes only.
   * @throws AppError with an actionable message: the sync fails and nothing is removed
   */
  list(from: { cursor: string | null; token: string | null }): AsyncIterable<ItemPage>
  /** @throws AppError with the reason why this item could not be read */
  fetch(item: KnownItem): Promise<Fetched>
}

/** Created for one sync and not stored: it holds the secret. */
export interface SourceConnection<Settings> {
  settings: Settings
  secret: string | null
  fetch: EgressFetch
  signal: AbortSignal
  /** Folders of this computer that the operator shares, by name. */
  folders: ReadonlyMap<string, string>
  /** Called with each secret derived from the stored one, to redact it from reports. */
  onSecret: (secret: string) => void
  /** First retry delay; doubles with each attempt. */
  backoffMs?: number
}

/** All failures are AppErrors. */
export interface SourceClient {
  open(connection: SourceConnection<JsonObject>): OpenedSource
}

/** Binds a manifest's settings schema to its client: settings are parsed once and typed from here on. */
export function defineSource<M extends SourceManifest>(
  manifest: M,
  open: (connection: SourceConnection<z.output<M['settings']>>) => OpenedSource,
): SourceClient {
  return {
    open(connection) {
      const settings = manifest.settings.safeParse(connection.settings)
      if (!settings.success)
        throw new AppError('INVALID_INPUT', problem('sources.settingsInvalid', { source: manifest.label }))
      if (manifest.secret?.use === 'required' && !connection.secret)
        throw new AppError('CREDENTIAL_MISSING', problem('sources.secretMissing', { label: manifest.secret.label }))
      // Parsed by the schema from which the type is inferred.
      return open({ ...connection, settings: settings.data as z.output<M['settings']> })
    },
  }
}
