import type { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import type { EgressFetch } from '@/lib/egress/create-egress'
import type { SourceManifest } from './source-manifest'

/** Largest file that becomes a document. */
export const MAX_FILE_BYTES = 25 * 1024 * 1024

/** Something at the source that may become a document. */
export interface FoundItem {
  /** Stays the same while the thing does: an address, a path, an id. At most 2,000 bytes. */
  key: string
  name: string
  /** Where a person can open it. */
  url: string | null
  /** Equal to that of the last time: nothing has changed and nothing is fetched. null: only `fetch` can tell. */
  revision: string | null
  /** Lower ones are fetched first: how far a page is from where a crawl began. */
  rank?: number
  /** What `fetch` must know beside the key. */
  hint?: JsonObject
}

export interface ItemPage {
  items: FoundItem[]
  /** Keys that the source itself reports as gone. */
  removed?: string[]
  /** Goes on behind this page after a restart; null: this was the last one. */
  cursor: string | null
  /** Only what changed since `token`: what is not named is still there. */
  isDelta?: boolean
  /** The list is cut off, so that what it does not name may still be there. In words, for the report. */
  cutOff?: string
  /** With the last page: asks next time for changes only. */
  token?: string
}

export interface KnownItem extends FoundItem {
  /** What `fetch` asked to remember when it was last here. */
  memo: JsonObject | null
}

/** What became of one item. A failure is thrown: the document of an earlier time stays, and it is tried again next time. */
export type Fetched = FetchedFile | FetchedNothing

export interface FetchedFile {
  kind: 'file'
  name: string
  /** As the source says it; checked against the bytes. null: it does not say. */
  mimeType: string | null
  bytes: Uint8Array<ArrayBuffer>
  url: string | null
  revision: string | null
  memo?: JsonObject
  /** Further items that this one leads to. Kept, so that they stay known while this one does not change. */
  found?: FoundItem[]
  /** Tells whether what a person reads has changed, where the bytes change without reason. Of the bytes when absent. */
  fingerprint?: string
}

export type FetchedNothing =
  | { kind: 'unchanged' }
  /** It is there, but is no document of its own; one of an earlier time is removed. */
  | { kind: 'skipped'; reason: string; found?: FoundItem[] }
  | { kind: 'gone' }

/** A source that is being read. State within it, such as rules and tokens, lasts for one sync. */
export interface OpenedSource {
  /** How many items may be fetched at once. */
  parallel: number
  /** More are not taken, and then nothing is removed for its absence. */
  maxItems: number
  /** What is fetched leads to further things, so that the list alone does not tell what has vanished. */
  findsMore?: boolean
  /**
   * All that is there, page by page. `cursor` goes on behind a page, `token` of an earlier sync asks for changes only.
   * @throws AppError in words that say what to do: then the sync fails and nothing is removed
   */
  list(from: { cursor: string | null; token: string | null }): AsyncIterable<ItemPage>
  /** @throws AppError why this one could not be read */
  fetch(item: KnownItem): Promise<Fetched>
}

/** Made for one sync and not kept: it holds the secret. */
export interface SourceConnection<Settings> {
  settings: Settings
  secret: string | null
  fetch: EgressFetch
  signal: AbortSignal
  /** Folders of this computer that the operator allows, by name. */
  folders: ReadonlyMap<string, string>
  /** Told of each secret that a client makes of the stored one, so that no report holds it. */
  onSecret: (secret: string) => void
  /** First wait before a failed request is sent again; doubles with each try. */
  backoffMs?: number
}

/** All failures are AppErrors. */
export interface SourceClient {
  open(connection: SourceConnection<JsonObject>): OpenedSource
}

/** Joins a manifest's settings with what reads them: they are parsed once, and typed from here on. */
export function defineSource<M extends SourceManifest>(
  manifest: M,
  open: (connection: SourceConnection<z.output<M['settings']>>) => OpenedSource,
): SourceClient {
  return {
    open(connection) {
      const settings = manifest.settings.safeParse(connection.settings)
      if (!settings.success)
        throw new AppError(
          'INVALID_INPUT',
          `The settings of this source are no longer valid. Edit them: ${manifest.label}.`,
        )
      if (manifest.secret?.use === 'required' && !connection.secret)
        throw new AppError('CREDENTIAL_MISSING', `${manifest.secret.label} is missing. Edit the source and paste it.`)
      // Parsed by the very schema that the type is inferred from.
      return open({ ...connection, settings: settings.data as z.output<M['settings']> })
    },
  }
}
