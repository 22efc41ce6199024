import 'server-only'
import type { McpServerTool } from '@/lib/contracts/integrations/mcp-servers'
import { AppError } from '@/lib/core/app-error'
import { retryRead } from '@/lib/db/errors/retry-read'
import type { EnginePorts } from '@/lib/engine/ports'
import { problem } from '@/lib/messages/problems/problem'
import { CALL_TIMEOUT_MS, callAskingTool } from '@/lib/models/mcp/call-mcp-tool'
import { createMcpAdapter } from '@/lib/models/mcp/mcp-client'
import { withMcpSession } from '@/lib/models/mcp/mcp-session'
import { specOfMcpTool } from '@/lib/models/mcp/read-mcp-tool'
import { workspaceEgress } from '../../governance/workspace-egress'
import type { System } from '../../system'
import type { RunConnections } from '../connections-port'
import { listServerTools } from './list-server-tools'
import { findMcpServerRow, type McpServerRow } from './server-row'
import { mcpServerTarget } from './server-target'
import { toolStates, withheldTools } from './tool-states'

interface Scope {
  system: System
  workspaceId: string
  connections: RunConnections
}

/** The engine's `mcp` port of one run: saved servers by their id, others by their address. */
export class RunMcp {
  readonly #scope: Scope
  /** Tools of saved servers, compared with their approved definitions in this run. */
  readonly #listed = new Map<string, Promise<Listed>>()

  constructor(scope: Scope) {
    this.#scope = scope
  }

  async listTools({
    server,
    only = [],
    signal,
  }: Parameters<EnginePorts['mcp']['listTools']>[0]): ReturnType<EnginePorts['mcp']['listTools']> {
    if (!('id' in server)) return this.#byAddress().listTools({ server, signal })
    const { row, states } = await this.#list(server.id, signal)
    const selectedTools = states.filter(({ tool, status }) => status !== 'unselected' && isIn(only, tool.name))
    assertNoneWithheld(row, selectedTools)
    return selectedTools.map(({ tool }) => specOfMcpTool(tool))
  }

  async callTool({
    server,
    name,
    signal,
    ...call
  }: Parameters<EnginePorts['mcp']['callTool']>[0]): ReturnType<EnginePorts['mcp']['callTool']> {
    if (!('id' in server)) return this.#byAddress().callTool({ server, name, signal, ...call })
    const { row, states } = await this.#list(server.id, signal)
    const selectedTools = states.filter(({ tool, status }) => status !== 'unselected' && tool.name === name)
    assertNoneWithheld(row, selectedTools)
    if (selectedTools.length === 0)
      throw new AppError('TOOL_FAILED', problem('mcp.toolNotSelected', { name: row.name, tool: name.slice(0, 128) }))
    const target = mcpServerTarget(this.#scope, row)
    return withMcpSession({ target, signal, timeoutMs: CALL_TIMEOUT_MS }, (client, inner) =>
      callAskingTool(client, { name, ...call, signal: inner }),
    )
  }

  #byAddress() {
    return createMcpAdapter({ fetch: workspaceEgress(this.#scope.system.db, this.#scope.workspaceId) })
  }

  #list(serverId: string, signal: AbortSignal): Promise<Listed> {
    const cached = this.#listed.get(serverId)
    if (cached) return cached
    const listing = this.#read(serverId, signal)
    this.#listed.set(serverId, listing)
    // The next attempt of a step lists them again.
    listing.catch(() => this.#listed.delete(serverId))
    return listing
  }

  async #read(serverId: string, signal: AbortSignal): Promise<Listed> {
    const { system, workspaceId, connections } = this.#scope
    const found = await retryRead(() => findMcpServerRow(system.db, workspaceId, serverId))
    if (!found) throw new AppError('NOT_FOUND', problem('mcp.serverMissing'))
    const row = await listServerTools({ system, connections, signal, isRun: true }, found)
    return { row, states: toolStates(row.tools, row.approved) }
  }
}

interface Listed {
  row: McpServerRow
  states: McpServerTool[]
}

const isIn = (only: readonly string[], name: string) => only.length === 0 || only.includes(name)

/** @throws TOOL_FAILED for a tool that is not what a person has approved */
function assertNoneWithheld({ name }: McpServerRow, states: readonly McpServerTool[]): void {
  const [withheld] = withheldTools(states)
  if (!withheld) return
  const { tool, status } = withheld
  const key = status === 'changed' ? 'mcp.toolChanged' : 'mcp.toolRemoved'
  throw new AppError('TOOL_FAILED', problem(key, { name, tool: tool.name }), { isFinal: true })
}
