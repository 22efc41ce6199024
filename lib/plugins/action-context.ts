import type { FileRef } from '@/lib/core/file-ref'
import type { Json } from '@/lib/core/json'
import type { MongoRequest, MongoResult } from '@/lib/engine/mongo-service'
import type { RedisRequest } from '@/lib/engine/redis-service'
import type {
  DatabaseQuery,
  DatabaseResult,
  FoundMail,
  MailCursor,
  MailMessage,
  MailSearch,
  NewMails,
  ReadMail,
} from '@/lib/engine/socket-services'

export interface ActionHttpRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** A path below the plugin's base URL, or a complete address on one of its hosts. */
  url: string
  query?: Readonly<Record<string, string | number | boolean | undefined>>
  headers?: Readonly<Record<string, string>>
  /** The response may have 25 MB instead of 10. */
  isFile?: true
  body?: { json: Json } | { form: Readonly<Record<string, string>> } | { bytes: Uint8Array; contentType: string }
}

export interface ActionHttpResponse {
  status: number
  headers: Readonly<Record<string, string>>
  bytes: Uint8Array
  text(): string
  /** @throws TOOL_FAILED for a web page, INVALID_JSON otherwise */
  json(): Json
}

type ActionQuery = Omit<DatabaseQuery, 'signal' | 'onSent' | 'timeoutMs'> & { timeoutSeconds: number }

type ActionMongo = Omit<MongoRequest, 'signal' | 'onSent' | 'timeoutMs'> & { timeoutSeconds: number }

/** Everything that an action's `run` may use; the layer check rejects imports of other modules. */
export interface ActionContext {
  /**
   * Sends a request with the credentials of the connection. @throws EGRESS_BLOCKED outside of the plugin's hosts, and
   * the action's error for a failed response
   */
  http(request: ActionHttpRequest): Promise<ActionHttpResponse>
  /**
   * The address of a GET request that contains its signature: anyone with the link can open it. Sends nothing. Only for
   * connections that sign with `aws-sigv4`. @throws EGRESS_BLOCKED outside of the plugin's hosts
   */
  signedUrl(request: { url: string; expiresSeconds: number }): Promise<string>
  files: {
    /** @throws NOT_FOUND */
    read(file: FileRef): Promise<{ bytes: Uint8Array; mediaType: string; name: string }>
    keep(file: { bytes: Uint8Array; mediaType: string; name: string }): Promise<FileRef>
  }
  /** For plugins whose `protocol` is a database's. */
  database: {
    /** @throws TOOL_FAILED with the reason of the database */
    query(request: ActionQuery): Promise<DatabaseResult>
  }
  /** For plugins whose `protocol` is `redis`. */
  redis: {
    /** @returns the replies to the last commands. @throws TOOL_FAILED with the reason of the server */
    send(request: Omit<RedisRequest, 'signal' | 'onSent' | 'timeoutMs'>): Promise<Json[]>
  }
  /** For plugins whose `protocol` is `mongodb`. */
  mongo: {
    /** @throws TOOL_FAILED with the reason of the database */
    call(request: ActionMongo): Promise<MongoResult>
  }
  /** For plugins whose `protocol` is `email`. */
  mail: {
    send(message: Omit<MailMessage, 'signal' | 'onSent' | 'messageId'>): Promise<{ messageId: string }>
    search(search: Omit<MailSearch, 'signal'>): Promise<FoundMail[]>
    /** Messages after the cursor, oldest first; without one only the cursor of the end. */
    arrived(search: { folder: string; cursor: MailCursor | null; limit: number }): Promise<NewMails>
    folders(): Promise<string[]>
    /** @throws NOT_FOUND */
    read(message: { folder: string; id: string }): Promise<ReadMail>
    /** @throws NOT_FOUND */
    move(message: { folder: string; id: string; to: string }): Promise<void>
  }
  /** The main text of any web page. */
  readPage(url: string): Promise<{ url: string; title: string; text: string }>
  /** The text of any address as it is, such as a feed. */
  readText(url: string, accept: string): Promise<{ url: string; text: string }>
  /** Public fields of the connection. */
  fields: Readonly<Record<string, string>>
  idempotencyKey: string
  signal: AbortSignal
  now(): number
  log(message: string): void
}
