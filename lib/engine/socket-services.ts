import type { Json, JsonObject } from '@/lib/core/json'
import type { SqlDialect } from '@/lib/core/sql/scan-sql'

export interface DatabaseQuery {
  dialect: SqlDialect
  /** One statement; values that were inserted as `sqlValue` become parameters, before `parameters`. */
  statement: string
  /** For `$1`, `$2` … or `?` in a statement without inserted values. */
  parameters?: readonly Json[]
  /** Runs in a read-only transaction. */
  isReadOnly: boolean
  maxRows: number
  timeoutMs: number
  signal: AbortSignal
  /** Called when the statement is sent: from now on the outcome of a write may be unknown. */
  onSent?: () => void
}

export interface DatabaseResult {
  rows: JsonObject[]
  /** Whether more rows exist than the limit allows. */
  isCut: boolean
  /** Number of changed rows. */
  affected: number
}

export interface MailMessage {
  to: readonly string[]
  cc: readonly string[]
  bcc: readonly string[]
  subject: string
  text: string
  replyTo?: string
  /** Message-ID of the message that is answered. */
  inReplyTo?: string
  /** Message-IDs of its thread, oldest first; that of `inReplyTo` alone unless given. */
  references?: readonly string[]
  /** Marks the message as sent by a program, so that other programs do not answer it (RFC 3834). */
  isAutomatic?: true
  attachments: readonly { name: string; mediaType: string; bytes: Uint8Array }[]
  messageId: string
  signal: AbortSignal
  onSent?: () => void
}

export interface MailSearch {
  folder: string
  from?: string
  to?: string
  subject?: string
  text?: string
  /** ISO date; messages of this day and later. */
  since?: string
  isUnread?: boolean
  limit: number
  signal: AbortSignal
}

export interface FoundMail {
  /** Id of the message in its folder. */
  id: string
  from: string
  to: string
  subject: string
  /** ISO 8601 */
  date: string
  isUnread: boolean
}

/** Cursor of the next search for new messages. */
export interface MailCursor {
  /** UIDVALIDITY: ids of messages are valid only with it. */
  validity: string
  /** The last known id. */
  after: number
  /** Time at which the server received the newest known message, in milliseconds. */
  receivedAt: number
  /** Set after a renumbering until its messages are read: only messages received later are new. */
  since: number | null
}

export interface NewMails {
  mails: FoundMail[]
  cursor: MailCursor
}

export interface ReadMail extends FoundMail {
  cc: string
  messageId: string
  /** In the order of the message, with names in lower case. */
  headers: { name: string; value: string }[]
  text: string
  attachments: { name: string; mediaType: string; bytes: Uint8Array }[]
}
