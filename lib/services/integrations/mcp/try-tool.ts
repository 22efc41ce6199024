import 'server-only'
import { performance } from 'node:perf_hooks'
import type { callMcpTool as contract } from '@/lib/contracts/integrations/mcp-servers'
import { JsonObjectSchema } from '@/lib/core/json'
import { CALL_TIMEOUT_MS, callMcpTool } from '@/lib/models/mcp/call-mcp-tool'
import { withMcpSession } from '@/lib/models/mcp/mcp-session'
import { mcpResultText } from '@/lib/models/mcp/read-mcp-result'
import { createRedactor } from '@/lib/secrets/redaction'
import { requireRole, type Verb } from '../../context'
import { memberConnections } from './refresh-server'
import { getMcpServerRow } from './server-row'
import { mcpServerTarget } from './server-target'

/** Any listed tool can be tried before it is selected. */
export const tryMcpTool: Verb<typeof contract> = async ({ ctx, params, body, signal }) => {
  requireRole(ctx, 'editor')
  const row = await getMcpServerRow(ctx, params.mcpServerId)
  const secrets: string[] = []
  const connections = memberConnections(ctx, (secret) => secrets.push(secret))
  const target = mcpServerTarget({ system: ctx.system, connections }, row)
  const startedAt = performance.now()
  const result = await withMcpSession({ target, signal, timeoutMs: CALL_TIMEOUT_MS }, (client, inner) =>
    callMcpTool(client, { ...body, signal: inner }),
  )
  const redact = createRedactor(secrets)
  const structured = JsonObjectSchema.safeParse(result.structuredContent)
  return {
    text: redact(mcpResultText(result)),
    structured: structured.success ? JSON.parse(redact(JSON.stringify(structured.data))) : null,
    isError: result.isError === true,
    milliseconds: Math.round(performance.now() - startedAt),
  }
}
