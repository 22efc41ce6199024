import 'server-only'
import { Server } from '@modelcontextprotocol/sdk/server/index.js'
import {
  CallToolRequestSchema,
  CancelledNotificationSchema,
  GetPromptRequestSchema,
  ListPromptsRequestSchema,
  ListResourcesRequestSchema,
  ListResourceTemplatesRequestSchema,
  ListToolsRequestSchema,
  ReadResourceRequestSchema,
} from '@modelcontextprotocol/sdk/types.js'
import type { PublicApi } from '../public-api'
import type { ApiRequest } from '../public-handler'
import { callTool } from './call-tool'
import { cancelCall } from './cancel-call'
import type { McpScope } from './mcp-scope'
import { getPrompt, promptsOf } from './prompts'
import { RESOURCE_TEMPLATES, readResource, toResource } from './resources'
import { toTool } from './to-tool'

const INSTRUCTIONS =
  'Each tool is an app published by its owner. Call it with its inputs; the answer is returned as text and as structured content. Passages quoted by an answer can be read as resources.'

/** A server for one request. `signal` aborts when its answer is no longer read. */
export function createMcpServer(api: PublicApi, call: ApiRequest, scope: McpScope, signal: AbortSignal): Server {
  const server = new Server(
    { name: 'patchbay', title: 'Patchbay', version: '1.0.0' },
    { capabilities: { tools: {}, prompts: {}, resources: {} }, instructions: INSTRUCTIONS },
  )
  server.setRequestHandler(ListToolsRequestSchema, async () => ({ tools: (await scope.apps()).map(toTool) }))
  server.setRequestHandler(CallToolRequestSchema, ({ params }, extra) =>
    callTool(api, call, scope, {
      name: params.name,
      inputs: params.arguments ?? {},
      requestId: extra.requestId,
      signal: AbortSignal.any([signal, extra.signal]),
      onProgress: progressOf(params._meta?.progressToken, extra.sendNotification),
    }),
  )
  server.setRequestHandler(ListPromptsRequestSchema, async () => ({
    prompts: (await scope.apps()).flatMap((app) => promptsOf(app).map(({ prompt }) => prompt)),
  }))
  server.setRequestHandler(GetPromptRequestSchema, async ({ params }) => getPrompt(await scope.apps(), params))
  server.setRequestHandler(ListResourcesRequestSchema, async () => ({
    resources: (await scope.apps()).map(toResource),
  }))
  server.setRequestHandler(ListResourceTemplatesRequestSchema, async () => ({ resourceTemplates: RESOURCE_TEMPLATES }))
  server.setRequestHandler(ReadResourceRequestSchema, ({ params }) => readResource(api, call, scope, params.uri))
  // The cancelled call was another request, possibly of another process.
  server.setNotificationHandler(CancelledNotificationSchema, ({ params }) =>
    cancelCall(api, call, scope.key, params.requestId).catch((error: unknown) =>
      api.logFailure(error, { requestId: call.requestId, path: call.path }),
    ),
  )
  return server
}

type SendProgress = (notification: {
  method: 'notifications/progress'
  params: { progressToken: string | number; progress: number; message: string }
}) => Promise<void>

function progressOf(
  progressToken: string | number | undefined,
  send: SendProgress,
): ((progress: number, message: string) => void) | null {
  if (progressToken === undefined) return null
  return (progress, message) => {
    // A reader that has left needs no progress.
    send({ method: 'notifications/progress', params: { progressToken, progress, message } }).catch(() => undefined)
  }
}
