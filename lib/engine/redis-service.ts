import type { Json } from '@/lib/core/json'

export interface RedisCommand {
  name: string
  /** Sent with their length, so that no argument can become another command. */
  args: readonly string[]
}

export interface RedisRequest {
  /** Sent in order over one connection; the first failure ends the request. */
  commands: readonly RedisCommand[]
  /** The commands to send next over the same connection, by the last replies; none ends the request. */
  more?: (replies: readonly Json[]) => readonly RedisCommand[]
  /** Rejects commands that change data. */
  isReadOnly: boolean
  timeoutMs: number
  signal: AbortSignal
  /** Called when the commands are sent: from now on the outcome of a write may be unknown. */
  onSent?: () => void
}
