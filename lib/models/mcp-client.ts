import 'server-only'
import type { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import type { EgressFetch } from '@/lib/egress/create-egress'
import type { ToolSpec } from '@/lib/engine/model-requests'
import type { EnginePorts, McpServerRef } from '@/lib/engine/ports'
import { problem } from '@/lib/messages/problems/problem'
import { readMcpResult } from './read-mcp-result'
import { readMcpTool } from './read-mcp-tool'

const LIST_TIMEOUT_MS = 15_000
const CALL_TIMEOUT_MS = 60_000
const MAX_TOOLS = 200
const MAX_PAGES = 20

// Looser than the SDK's schemas, so that one malformed tool does not invalidate the rest. Also
// keeps the SDK from compiling the server's untrusted output schemas.
const ToolPage = z.object({ tools: z.array(z.unknown()), nextCursor: z.string().max(2_000).optional() })

interface McpOptions {
  /** Egress-checked fetch of the workspace. */
  fetch: EgressFetch
  /** Tests only. */
  listTimeoutMs?: number
}

/** The engine's `mcp` port: streamable HTTP only, with a new connection per call, so that runs share no session. */
export function createMcpAdapter({ fetch, listTimeoutMs = LIST_TIMEOUT_MS }: McpOptions): EnginePorts['mcp'] {
  return {
    listTools: ({ server, signal }) =>
      withClient({ server, signal, fetch, timeoutMs: listTimeoutMs }, (client, inner) => listAll(client, inner)),
    callTool: ({ server, name, arguments: args, signal }) =>
      withClient({ server, signal, fetch, timeoutMs: CALL_TIMEOUT_MS }, async (client, inner) => {
        const { CallToolResultSchema } = await import('@modelcontextprotocol/sdk/types.js')
        const request = { method: 'tools/call' as const, params: { name, arguments: args } }
        return readMcpResult(
          await client.request(request, CallToolResultSchema, { signal: inner, timeout: CALL_TIMEOUT_MS }),
        )
      }),
  }
}

async function listAll(client: Client, signal: AbortSignal): Promise<ToolSpec[]> {
  const tools = new Map<string, ToolSpec>()
  let cursor: string | undefined
  for (let page = 0; page < MAX_PAGES && tools.size < MAX_TOOLS; page += 1) {
    const params = cursor === undefined ? {} : { cursor }
    const answer = await client.request({ method: 'tools/list', params }, ToolPage, {
      signal,
      timeout: LIST_TIMEOUT_MS,
    })
    for (const raw of answer.tools) {
      const tool = readMcpTool(raw)
      if (tool && tools.size < MAX_TOOLS) tools.set(tool.name, tool)
    }
    cursor = answer.nextCursor
    if (cursor === undefined) break
  }
  return [...tools.values()]
}

interface Session {
  server: McpServerRef
  signal: AbortSignal
  fetch: EgressFetch
  timeoutMs: number
}

async function withClient<T>(
  { server, signal, fetch, timeoutMs }: Session,
  work: (client: Client, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const host = new URL(server.url).host
  const late = new AppError('TIMEOUT', problem('mcp.serverTimeout', { host, seconds: timeoutMs / 1_000 }))
  const timer = new AbortController()
  const timeout = setTimeout(() => timer.abort(late), timeoutMs)
  const inner = AbortSignal.any([signal, timer.signal])
  const client = await connect(server, inner, fetch).catch((failure: unknown) => {
    clearTimeout(timeout)
    throw toMcpError(failure, host, inner)
  })
  try {
    return await work(client, inner)
  } catch (failure) {
    throw toMcpError(failure, host, inner)
  } finally {
    clearTimeout(timeout)
    await client.close().catch(() => undefined)
  }
}

async function connect(server: McpServerRef, signal: AbortSignal, fetch: EgressFetch): Promise<Client> {
  const [{ Client: McpClient }, { StreamableHTTPClientTransport }] = await Promise.all([
    import('@modelcontextprotocol/sdk/client/index.js'),
    import('@modelcontextprotocol/sdk/client/streamableHttp.js'),
  ])
  const client = new McpClient({ name: 'patchbay', version: '1' })
  const transport = new StreamableHTTPClientTransport(new URL(server.url), {
    requestInit: { headers: server.headers },
    fetch: (url, init) => {
      const signals = [signal, init?.signal].filter((item) => item instanceof AbortSignal)
      return fetch(url, { ...init, signal: AbortSignal.any(signals), purpose: 'json' })
    },
    reconnectionOptions: {
      maxRetries: 0,
      initialReconnectionDelay: 1_000,
      maxReconnectionDelay: 1_000,
      reconnectionDelayGrowFactor: 1,
    },
  })
  await client.connect(transport, { signal })
  return client
}

function toMcpError(failure: unknown, host: string, signal: AbortSignal): AppError {
  if (AppError.isInstance(signal.reason)) return signal.reason
  if (signal.aborted) return new AppError('CANCELLED', problem('models.callStopped'))
  for (let error = failure; error instanceof Error; error = error.cause) if (AppError.isInstance(error)) return error
  const text = failure instanceof Error ? failure.message : ''
  if (/\b40[13]\b|unauthori[sz]ed/i.test(text)) {
    return new AppError('TOOL_FAILED', problem('mcp.secretRejected', { host }), {
      cause: failure,
    })
  }
  const reason = text.replace(/\s+/g, ' ').slice(0, 300) || 'none'
  return new AppError('TOOL_FAILED', problem('mcp.serverFailed', { host, reason }), { cause: failure })
}
