import 'server-only'
import { createHash } from 'node:crypto'
import type { RequestId } from '@modelcontextprotocol/sdk/types.js'
import type { CallerKey } from '@/lib/runs/public/run-types'

export const SESSION_HEADER = 'mcp-session-id'

/**
 * Identifies a tool call for later requests of the same client. Sessions are stateless: only the client knows
 * the id of its session, so the id separates its requests from those of other clients.
 * @returns null without a session
 */
export function claimOf(request: Request, key: CallerKey, id: RequestId): string | null {
  const session = request.headers.get(SESSION_HEADER)
  if (session === null || !/^[\x21-\x7e]{16,200}$/.test(session)) return null
  const hash = createHash('sha256')
    .update(`${session}\n${JSON.stringify(id)}`)
    .digest('hex')
  return `mcp:${key.keyId}:${hash}`
}
