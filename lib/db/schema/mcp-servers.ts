import { index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import type { McpTool } from '@/lib/contracts/integrations/mcp-tool'
import type { ProblemRef } from '@/lib/messages/problems/problem-ref'
import { createdAt, id, time, updatedAt } from './columns'
import { integrationConnections } from './integrations'
import { workspaceId } from './owned-by'

/** MCP servers whose tools apps use. */
export const mcpServers = pgTable(
  'mcp_servers',
  {
    id: id(),
    workspaceId: workspaceId(),
    name: text().notNull(),
    /** Address for streamable HTTP; null for a process that the operator named. */
    url: text(),
    /** Name of the process in `MCP_STDIO`; null over HTTP. */
    stdio: text(),
    /** Its credentials, if any. */
    connectionId: uuid().references(() => integrationConnections.id, { onDelete: 'set null' }),
    /** The authorization server that issued the tokens of the connection; null without a sign-in through this server. */
    issuer: text(),
    /** Tools of the last listing. */
    tools: jsonb().$type<McpTool[]>().notNull().default([]),
    /**
     * The selected tools as a person approved them. Tools that are not listed here, or that have changed
     * since, are not offered.
     */
    approved: jsonb().$type<McpTool[]>().notNull().default([]),
    state: text({ enum: ['ok', 'failed', 'unauthorized'] }).notNull(),
    /** Why the last listing failed, as a sentence. */
    stateMessage: text(),
    stateRef: jsonb().$type<ProblemRef>(),
    /** Time of the last listing of the tools. */
    listedAt: time(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [index().on(table.workspaceId)],
)
