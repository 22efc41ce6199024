import 'server-only'
import type { Client } from '@modelcontextprotocol/sdk/client/index.js'
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { type McpServerLabel, toMcpError } from './mcp-error'

/** A server and the way to reach it. */
export interface McpTarget extends McpServerLabel {
  open(signal: AbortSignal): Promise<Transport>
}

interface SessionOptions {
  target: McpTarget
  signal: AbortSignal
  timeoutMs: number
}

/** Connects, works and closes: a new session each time, so that runs share none. */
export async function withMcpSession<T>(
  { target, signal, timeoutMs }: SessionOptions,
  work: (client: Client, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const seconds = timeoutMs / 1_000
  const late = new AppError('TIMEOUT', problem('mcp.serverTimeout', { host: target.label, seconds }))
  const timer = new AbortController()
  const timeout = setTimeout(() => timer.abort(late), timeoutMs)
  const inner = AbortSignal.any([signal, timer.signal])
  let client: Client | null = null
  try {
    client = await connect(target, inner)
    return await work(client, inner)
  } catch (failure) {
    throw toMcpError(failure, target, inner)
  } finally {
    clearTimeout(timeout)
    await client?.close().catch(() => undefined)
  }
}

async function connect(target: McpTarget, signal: AbortSignal): Promise<Client> {
  const { Client: McpClient } = await import('@modelcontextprotocol/sdk/client/index.js')
  // Offers no capabilities: requests of the server for samples and roots are declined.
  const client = new McpClient({ name: 'patchbay', version: '1' })
  await client.connect(await target.open(signal), { signal })
  return client
}
