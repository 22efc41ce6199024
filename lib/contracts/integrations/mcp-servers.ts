import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { JsonObjectSchema, JsonSchema } from '@/lib/core/json'
import { schemaError } from '@/lib/messages/problems/schema-error'
import { defineContract } from '../contract'
import { ProblemRef } from '../problem'
import { Done, Name, Timestamp } from '../shared'
import { McpTool } from './mcp-tool'

/** Plain HTTP is accepted here and blocked later, unless the operator allows the address. */
const ServerUrl = z
  .string()
  .trim()
  .max(2_000)
  .refine((url) => {
    if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return false
    const { username, password } = new URL(url)
    return username === '' && password === ''
  }, schemaError('forms.mcpAddress'))

export const McpServerView = z.strictObject({
  id: Id,
  name: z.string(),
  /** Streamable HTTP; null for a process that the operator named. */
  url: z.string().nullable(),
  /** Name of the operator's process; null over HTTP. */
  stdio: z.string().nullable(),
  connectionId: Id.nullable(),
  /** The authorization server where the workspace has signed in. */
  issuer: z.string().nullable(),
  /** `unauthorized`: it requires a sign-in or other credentials. */
  status: z.enum(['ok', 'failed', 'unauthorized']),
  statusMessage: z.string().nullable(),
  statusRef: ProblemRef,
  toolCount: z.number().int(),
  selectedCount: z.number().int(),
  /** Selected tools that have changed or disappeared since their approval, and are withheld. */
  withheldCount: z.number().int(),
  listedAt: Timestamp.nullable(),
  updatedAt: Timestamp,
})
export type McpServerView = z.infer<typeof McpServerView>

/** `changed`: withheld until a person approves the new definition; `removed`: the server no longer offers it. */
export const McpServerTool = z.strictObject({
  tool: McpTool,
  status: z.enum(['unselected', 'selected', 'changed', 'removed']),
  /** The approved definition of a changed tool. */
  approved: McpTool.nullable(),
})
export type McpServerTool = z.infer<typeof McpServerTool>

export const McpServerDetail = McpServerView.extend({ tools: z.array(McpServerTool) })
export type McpServerDetail = z.infer<typeof McpServerDetail>

const OneServer = z.strictObject({ mcpServerId: Id })

export const listMcpServers = defineContract({
  name: 'mcpServers.list',
  method: 'GET',
  path: '/api/studio/mcp-servers',
  access: 'editor',
  response: z.strictObject({
    servers: z.array(McpServerView),
    /** Names of the processes that the operator offers. */
    stdio: z.array(z.string()),
    /** Whether a registry can be searched. */
    hasRegistry: z.boolean(),
  }),
})

/** A secret of the workspace and the header that carries it, as nodes name them. */
const SecretHeader = z.strictObject({
  name: z.string().min(1).max(100),
  header: z.string().regex(/^[A-Za-z0-9-]{1,100}$/),
  prefix: z.string().regex(/^[\x20-\x7e]{0,40}$/),
})

/** Saves a server and lists its tools. A server that does not respond is saved, too. */
export const createMcpServer = defineContract({
  name: 'mcpServers.create',
  method: 'POST',
  path: '/api/studio/mcp-servers',
  access: 'editor',
  body: z
    .strictObject({
      name: Name,
      url: ServerUrl.optional(),
      /** A process that the operator offers, instead of an address. Nothing else about it can be set. */
      stdio: z
        .string()
        .regex(/^[a-zA-Z0-9_-]{1,40}$/)
        .optional(),
      connectionId: Id.nullable().default(null),
      /** Becomes a new connection that sends the secret to this server. It must be bound to its origin. */
      secret: SecretHeader.optional(),
    })
    .refine(({ url, stdio }) => (url === undefined) !== (stdio === undefined), {
      path: ['url'],
      ...schemaError('forms.mcpAddress'),
    }),
  response: McpServerDetail,
})

export const getMcpServer = defineContract({
  name: 'mcpServers.get',
  method: 'GET',
  path: '/api/studio/mcp-servers/:mcpServerId',
  access: 'editor',
  params: OneServer,
  response: McpServerDetail,
})

/** A new address ends the sign-in of the previous one. */
export const updateMcpServer = defineContract({
  name: 'mcpServers.update',
  method: 'PATCH',
  path: '/api/studio/mcp-servers/:mcpServerId',
  access: 'editor',
  params: OneServer,
  body: z.strictObject({ name: Name.optional(), url: ServerUrl.optional(), connectionId: Id.nullable().optional() }),
  response: McpServerDetail,
})

/** 409 CONFLICT while an app uses it, unless `confirm` is set. */
export const deleteMcpServer = defineContract({
  name: 'mcpServers.delete',
  method: 'DELETE',
  path: '/api/studio/mcp-servers/:mcpServerId',
  access: 'editor',
  params: OneServer,
  query: z.strictObject({ confirm: z.enum(['true']).optional() }),
  response: Done,
})

/** Lists the tools of the server again. */
export const refreshMcpServer = defineContract({
  name: 'mcpServers.refresh',
  method: 'POST',
  path: '/api/studio/mcp-servers/:mcpServerId/refresh',
  access: 'editor',
  params: OneServer,
  response: McpServerDetail,
})

/** Selects tools and approves their definitions: 409 CONFLICT if one is no longer the one with this hash. */
export const selectMcpTools = defineContract({
  name: 'mcpServers.selectTools',
  method: 'PUT',
  path: '/api/studio/mcp-servers/:mcpServerId/tools',
  access: 'editor',
  params: OneServer,
  body: z.strictObject({
    /** All selected tools. A withheld tool keeps its approved hash to stay selected and withheld. */
    tools: z.array(z.strictObject({ name: z.string().max(128), hash: z.string().max(64) })).max(200),
  }),
  response: McpServerDetail,
})

/** Calls a tool once, to try it. */
export const callMcpTool = defineContract({
  name: 'mcpServers.callTool',
  method: 'POST',
  path: '/api/studio/mcp-servers/:mcpServerId/call',
  access: 'editor',
  params: OneServer,
  body: z.strictObject({ name: z.string().max(128), arguments: JsonObjectSchema.default({}) }),
  response: z.strictObject({
    text: z.string(),
    structured: JsonSchema.nullable(),
    /** Whether the tool reports a failure. */
    isError: z.boolean(),
    milliseconds: z.number().int(),
  }),
})

/**
 * Starts a sign-in at the authorization server of the MCP server. Without a client of the workspace, the metadata document
 * of the instance or dynamic registration provides one. The sign-in ends with `integrations.signIn.finish`.
 */
export const signInMcpServer = defineContract({
  name: 'mcpServers.signIn',
  method: 'POST',
  path: '/api/studio/mcp-servers/:mcpServerId/sign-in',
  access: 'editor',
  params: OneServer,
  body: z.strictObject({
    client: z
      .strictObject({
        clientId: z.string().trim().min(1, schemaError('forms.clientIdMissing')).max(500),
        clientSecret: z.string().trim().max(2_000).optional(),
      })
      .optional(),
    /** Confirms this authorization server instead of the previous one. */
    issuer: z.string().max(2_000).optional(),
  }),
  response: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('browser'), url: z.string(), connectionId: Id }),
    /** Register this redirect URI there, and start again with the client. */
    z.strictObject({ type: z.literal('client-required'), issuer: z.string(), redirectUri: z.string() }),
    z.strictObject({ type: z.literal('issuer-changed'), before: z.string(), now: z.string() }),
  ]),
})
