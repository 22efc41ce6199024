import { z } from 'zod'
import { defineContract } from '../contract'
import { Name } from '../shared'
import { McpServerDetail } from './mcp-servers'

/** A value that the server needs: in its address, or in a header of each request. */
export const RegistryField = z.strictObject({
  name: z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/),
  label: z.string(),
  description: z.string(),
  isSecret: z.boolean(),
  isRequired: z.boolean(),
  initial: z.string(),
})
export type RegistryField = z.infer<typeof RegistryField>

/** An address at which the server speaks Streamable HTTP. */
export const RegistryRemote = z.strictObject({
  /** May contain `{field}`. */
  url: z.string(),
  fields: z.array(RegistryField),
})
export type RegistryRemote = z.infer<typeof RegistryRemote>

export const RegistryServer = z.strictObject({
  /** Unique in the registry, such as `com.example/tickets`. */
  name: z.string(),
  title: z.string(),
  description: z.string(),
  version: z.string(),
  website: z.string().nullable(),
  /** If empty, the server runs only as a process, which cannot be added. */
  remotes: z.array(RegistryRemote),
})
export type RegistryServer = z.infer<typeof RegistryServer>

/** Searches the registry of the operator (`MCP_REGISTRY`). Results are cached for an hour. Never in private mode. */
export const searchMcpRegistry = defineContract({
  name: 'mcpServers.searchRegistry',
  method: 'GET',
  path: '/api/studio/mcp-registry',
  access: 'editor',
  query: z.strictObject({
    search: z.string().trim().max(100).default(''),
    cursor: z.string().max(500).optional(),
  }),
  response: z.strictObject({ servers: z.array(RegistryServer), nextCursor: z.string().nullable() }),
})

/** Adds a server at one of its addresses. Values of headers become a connection that is sent to this server only. */
export const addRegistryServer = defineContract({
  name: 'mcpServers.addFromRegistry',
  method: 'POST',
  path: '/api/studio/mcp-registry/servers',
  access: 'editor',
  body: z.strictObject({
    /** In the registry. */
    server: z.string().min(1).max(300),
    version: z.string().min(1).max(300),
    /** Address as in the registry. */
    remote: z.string().min(1).max(2_000),
    name: Name,
    values: z.record(z.string().max(40), z.string().max(20_000)).default({}),
  }),
  response: McpServerDetail,
})
