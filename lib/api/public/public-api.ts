import 'server-only'
import type { Context } from 'hono'
import type { MemberIdentity } from '@/lib/core/knowledge/document-access'
import type { PublicBackend } from '@/lib/runs/public/types'
import type { EmbedTokens } from '@/lib/runs/widget/embed-token'
import type { RejectedCaller } from '@/lib/services/protection/rejection'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import type { PublicLimiter } from './shared/access/rate-limit'

/** A built file of the widget, with cache metadata. */
export interface PublicAsset {
  body: Uint8Array<ArrayBuffer>
  /** Null if the file is served without compression. */
  gzip: Uint8Array<ArrayBuffer> | null
  contentType: string
  /** Quoted, as in the ETag header. */
  etag: string
}

/** Permission to read a stream, for its duration. */
export interface StreamLease {
  signal: AbortSignal
  stop(): void
}

/** Admission of callers, and the count of rejections. */
export interface Protection {
  /** Synchronous if the data is cached. @throws AppError MAINTENANCE or FORBIDDEN */
  check(caller: RejectedCaller & { workspaceId: string }): Promise<void> | undefined
  /** Counts an error that rejected a caller; ignores others. */
  note(error: unknown, caller: RejectedCaller): void
}

export type PublicMember = MemberIdentity

/** Everything available to the public APIs. */
export interface PublicApi {
  backend: PublicBackend
  tokens: EmbedTokens
  limiter: PublicLimiter
  protection: Protection
  /** Without a trailing slash. */
  appUrl: string
  trustedProxies: readonly string[]
  /** Socket address of the connection, as returned by `getConnInfo(c).remote.address`. */
  socketAddress(context: Context): string
  /** The member of the app's workspace whose session the request carries. */
  memberOf(request: Request, app: PublishedApp): Promise<PublicMember | null>
  /** A lease that ends when that member loses access; null without a session. */
  watchMember(request: Request, app: PublishedApp): Promise<StreamLease | null>
  /** A file of dist/public; null if it was not built. */
  asset(name: string): Promise<PublicAsset | null>
  /** Called with internal errors. */
  logFailure(error: unknown, about: { requestId: string; path: string }): void
}
