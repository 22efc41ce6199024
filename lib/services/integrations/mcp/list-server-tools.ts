import 'server-only'
import { and, eq } from 'drizzle-orm'
import type { McpTool } from '@/lib/contracts/integrations/mcp-tool'
import { AppError } from '@/lib/core/app-error'
import { mcpServers } from '@/lib/db/schema/mcp-servers'
import { pickProblem } from '@/lib/messages/problems/pick-problem'
import { LIST_TIMEOUT_MS, listMcpTools } from '@/lib/models/mcp/list-mcp-tools'
import { withMcpSession } from '@/lib/models/mcp/mcp-session'
import type { System } from '../../system'
import type { RunConnections } from '../connections-port'
import { stateColumns } from '../state-columns'
import { alertChangedTools } from './alert-changed-tools'
import type { McpServerRow } from './server-row'
import { mcpServerTarget } from './server-target'

interface Listing {
  system: System
  connections: RunConnections
  signal: AbortSignal
  /** A run stores nothing when nothing has changed. */
  isRun?: boolean
}

/**
 * Lists the tools of a saved server and stores the result, or why it failed. A tool that differs from its approved
 * definition raises an alert. @throws the failure
 */
export async function listServerTools(
  { system, connections, signal, isRun = false }: Listing,
  row: McpServerRow,
): Promise<McpServerRow> {
  try {
    const target = mcpServerTarget({ system, connections }, row)
    const tools = await withMcpSession({ target, signal, timeoutMs: LIST_TIMEOUT_MS }, listMcpTools)
    if (isRun && row.state === 'ok' && isSame(row.tools, tools)) return row
    await alertChangedTools(system.db, row, tools)
    return await store(system, row, { tools, state: 'ok', ...stateColumns(null), listedAt: new Date() })
  } catch (error) {
    if (AppError.isInstance(error) && !signal.aborted) await storeFailure(system, row, error)
    throw error
  }
}

const UNAUTHORIZED: ReadonlySet<string> = new Set(['CREDENTIAL_MISSING', 'RECONNECT_REQUIRED'])

async function storeFailure(system: System, row: McpServerRow, error: AppError): Promise<void> {
  const state = UNAUTHORIZED.has(error.code) ? 'unauthorized' : 'failed'
  if (row.state === state && row.stateMessage === error.message) return
  await store(system, row, { state, ...stateColumns(pickProblem(error)) })
}

async function store(
  { db }: System,
  row: McpServerRow,
  changes: Partial<typeof mcpServers.$inferInsert>,
): Promise<McpServerRow> {
  const [stored] = await db
    .update(mcpServers)
    .set(changes)
    .where(and(eq(mcpServers.id, row.id), eq(mcpServers.workspaceId, row.workspaceId)))
    .returning()
  return stored ?? row
}

const isSame = (item: readonly McpTool[], other: readonly McpTool[]): boolean =>
  item.length === other.length && item.every(({ hash }, index) => hash === other[index]?.hash)
