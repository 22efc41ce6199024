import 'server-only'
import type { Client } from '@modelcontextprotocol/sdk/client/index.js'
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { acceptElicitation } from './elicitation'
import { type McpServerLabel, toMcpError } from './mcp-error'

export interface McpSession {
  client: Client
  end(): Promise<void>
}

/** A server and the way to reach it. */
export interface McpTarget extends McpServerLabel {
  start(signal: AbortSignal): Promise<McpSession>
}

interface SessionOptions {
  target: McpTarget
  signal: AbortSignal
  timeoutMs: number
}

/** Runs work in a session, which it starts and ends. */
export async function withMcpSession<T>(
  { target, signal, timeoutMs }: SessionOptions,
  work: (client: Client, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const seconds = timeoutMs / 1_000
  const timeoutError = new AppError('TIMEOUT', problem('mcp.serverTimeout', { host: target.label, seconds }))
  const timer = new AbortController()
  const timeout = setTimeout(() => timer.abort(timeoutError), timeoutMs)
  const inner = AbortSignal.any([signal, timer.signal])
  let session: McpSession | null = null
  try {
    session = await target.start(inner)
    return await work(session.client, inner)
  } catch (failure) {
    throw toMcpError(failure, target, inner)
  } finally {
    clearTimeout(timeout)
    await session?.end().catch(() => undefined)
  }
}

/** Starts a session over a new transport, so that no two runs share one. */
export async function startSession(
  transport: Transport,
  signal: AbortSignal,
  prepare?: (client: Client) => void,
): Promise<McpSession> {
  const { Client: McpClient } = await import('@modelcontextprotocol/sdk/client/index.js')
  // Requests of the server for samples and roots are declined.
  const client = new McpClient({ name: 'patchbay', version: '1' }, { capabilities: { elicitation: { form: {} } } })
  await acceptElicitation(client)
  prepare?.(client)
  await client.connect(transport, { signal })
  return { client, end: () => client.close() }
}
