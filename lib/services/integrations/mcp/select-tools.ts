import 'server-only'
import { and, eq } from 'drizzle-orm'
import type { selectMcpTools as contract } from '@/lib/contracts/integrations/mcp-servers'
import { AppError } from '@/lib/core/app-error'
import { mcpServers } from '@/lib/db/schema/mcp-servers'
import { problem } from '@/lib/messages/problems/problem'
import { emitAudit } from '../../audit/emit-audit'
import { notFound, requireRole, type Verb } from '../../context'
import { getMcpServerRow } from './server-row'
import { mcpServerDetail } from './server-view'

/** The hash identifies the definition that the person has seen; later changes are not approved. */
export const selectMcpTools: Verb<typeof contract> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const row = await getMcpServerRow(ctx, params.mcpServerId)
  const knownTools = [...row.tools, ...row.approved]
  const requestedHashes = new Map(body.tools.map(({ name, hash }) => [name, hash]))
  const approved = [...requestedHashes].map(([name, hash]) => {
    const tool = knownTools.find((item) => item.name === name && item.hash === hash)
    if (!tool) throw new AppError('CONFLICT', problem('mcp.toolOutdated', { tool: name }))
    return tool
  })
  const saved = await ctx.db.transaction(async (tx) => {
    const [changed] = await tx
      .update(mcpServers)
      .set({ approved })
      .where(and(eq(mcpServers.id, row.id), eq(mcpServers.workspaceId, ctx.workspace.id)))
      .returning()
    if (!changed) throw notFound('missing.mcpServer')
    await emitAudit(tx, ctx, {
      action: 'mcp-server.approve',
      subject: `mcp-server:${row.id}`,
      before: { name: row.name, tools: row.approved.map(({ name, hash }) => ({ name, hash })) },
      after: { name: row.name, tools: approved.map(({ name, hash }) => ({ name, hash })) },
    })
    return changed
  })
  return mcpServerDetail(saved)
}
