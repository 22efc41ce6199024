import 'server-only'
import type { Context } from 'hono'
import type { MemberIdentity } from '@/lib/core/knowledge/document-access'
import type { PublicBackend } from '@/lib/runs/public/types'
import type { EmbedTokens } from '@/lib/runs/widget/embed-token'
import type { RejectedCaller } from '@/lib/services/protection/rejection'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import type { PublicLimiter } from './shared/access/rate-limit'

/** A built file of the widget, with what caches need to know. */
export interface PublicAsset {
  body: Uint8Array<ArrayBuffer>
  gzip: Uint8Array<ArrayBuffer>
  contentType: string
  /** Quoted, as in the ETag header. */
  etag: string
}

/** Permission to stream; `signal` aborts when it ends. */
export interface StreamLease {
  signal: AbortSignal
  stop(): void
}

/** Checks whether callers are admitted, and counts rejections. */
export interface Protection {
  /** Returns nothing when the decision needs no lookup. @throws AppError MAINTENANCE or FORBIDDEN */
  check(caller: RejectedCaller & { workspaceId: string }): Promise<void> | undefined
  /** Counts the error if it rejected a caller; ignores other errors. */
  note(error: unknown, caller: RejectedCaller): void
}

export type PublicMember = MemberIdentity

/** Dependencies of the public APIs; they reach nothing else. */
export interface PublicApi {
  backend: PublicBackend
  tokens: EmbedTokens
  limiter: PublicLimiter
  protection: Protection
  /** Without a trailing slash. */
  appUrl: string
  trustedProxies: readonly string[]
  /** Of the connection, such as `getConnInfo(c).remote.address` gives it. */
  socketAddress(context: Context): string
  /** Whose session the request carries, where it is that of a member of the app's workspace. */
  memberOf(request: Request, app: PublishedApp): Promise<PublicMember | null>
  /** Aborts when that ends while a stream is open; null when the request carries no session. */
  watchMember(request: Request, app: PublishedApp): Promise<StreamLease | null>
  /** A file of dist/public; null when the build has not made it. */
  asset(name: string): Promise<PublicAsset | null>
  /** Logs a server error. */
  logFailure(error: unknown, about: { requestId: string; path: string }): void
}
