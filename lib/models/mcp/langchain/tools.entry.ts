// The process of an operator's package: an MCP server over standard streams that offers its LangChain tools. It has no
// network and no files beside its packages; `fetch` is a request to the parent process.
import { registerHooks } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { Server } from '@modelcontextprotocol/sdk/server/index.js'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js'
import { z } from 'zod'
import { RelayedResponse } from './relayed-fetch'

const Plugin = z.object({
  package: z.string(),
  exports: z.array(z.string()),
  options: z.record(z.string(), z.json()),
  effect: z.enum(['read', 'write']),
})

/** A StructuredTool of any version of LangChain. */
interface LangChainTool {
  name: string
  description: string
  schema: unknown
  invoke(input: unknown, config: { signal: AbortSignal }): Promise<unknown>
}

const FETCH_TIMEOUT_MS = 30_000
const [folder = '', settings = '{}'] = process.argv.slice(2)
const plugin = Plugin.parse(JSON.parse(settings))
const parent = pathToFileURL(path.join(folder, 'patchbay.plugins.json')).href
const moduleUrl = import.meta.url

// Packages of the operator resolve from the operator's folder, with its version of LangChain.
registerHooks({
  resolve: (specifier, context, next) =>
    context.parentURL === moduleUrl && specifier.startsWith('operator:')
      ? next(specifier.slice('operator:'.length), { ...context, parentURL: parent })
      : next(specifier, context),
})

const server = new Server({ name: 'langchain-tools', version: '1' }, { capabilities: { tools: {} } })

globalThis.fetch = async (input, init) => {
  const request = new Request(input, init)
  const body = request.body === null ? undefined : Buffer.from(await request.arrayBuffer()).toString('base64')
  const params = {
    url: request.url,
    method: request.method,
    headers: Object.fromEntries(request.headers),
    ...(body === undefined ? {} : { body }),
  }
  const { signal } = request
  const relayed = await server.request({ method: 'patchbay/fetch', params }, RelayedResponse, {
    signal,
    timeout: FETCH_TIMEOUT_MS,
  })
  const hasBody = ![101, 204, 205, 304].includes(relayed.status)
  const headers = new Headers(relayed.headers)
  // The parent has already decompressed it.
  headers.delete('content-encoding')
  headers.delete('content-length')
  return new Response(hasBody ? Buffer.from(relayed.body, 'base64') : null, { status: relayed.status, headers })
}

const load = (specifier: string): Promise<Record<string, unknown>> => import(`operator:${specifier}`)

async function loadTools(): Promise<Map<string, LangChainTool>> {
  const exported = await load(plugin.package)
  const found = await Promise.all(plugin.exports.map((name) => toolsOf(name, exported[name])))
  return new Map(found.flat().map((tool) => [tool.name, tool]))
}

async function toolsOf(name: string, value: unknown): Promise<LangChainTool[]> {
  const instance = isClass(value) ? new value(plugin.options) : value
  if (isTool(instance)) return [instance]
  const listed = hasTools(instance) ? await instance.getTools() : hasToolList(instance) ? instance.tools : []
  const tools = Array.isArray(listed) ? listed.filter(isTool) : []
  if (tools.length === 0) throw new TypeError(`The export “${name}” of ${plugin.package} is no LangChain tool.`)
  return tools
}

const isClass = (value: unknown): value is new (options: object) => unknown =>
  typeof value === 'function' && /^class\b/.test(String(value))

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

const isTool = (value: unknown): value is LangChainTool =>
  isObject(value) && typeof value.name === 'string' && typeof value.invoke === 'function' && 'schema' in value

const hasTools = (value: unknown): value is { getTools(): unknown } =>
  isObject(value) && typeof value.getTools === 'function'

const hasToolList = (value: unknown): value is { tools: unknown } => isObject(value) && Array.isArray(value.tools)

/** Results stay data: nothing in them is revived. */
function textOf(result: unknown): string {
  const content = isObject(result) && 'tool_call_id' in result ? result.content : result
  return typeof content === 'string' ? content : (JSON.stringify(content) ?? '')
}

// Loaded on first use, so that the start of the session does not wait for large packages.
let loading: ReturnType<typeof loadTools> | null = null
const loaded = () => {
  loading ??= loadTools()
  return loading
}

server.setRequestHandler(ListToolsRequestSchema, async () => {
  const [tools, { toJsonSchema }] = await Promise.all([loaded(), load('@langchain/core/utils/json_schema')])
  if (typeof toJsonSchema !== 'function') throw new TypeError('Install @langchain/core 1.1.8 or newer.')
  return {
    tools: [...tools.values()].map(({ name, description, schema }) => ({
      name,
      description,
      inputSchema: toJsonSchema(schema),
      annotations: { readOnlyHint: plugin.effect === 'read' },
    })),
  }
})

server.setRequestHandler(CallToolRequestSchema, async ({ params }, { signal }) => {
  const tool = (await loaded()).get(params.name)
  if (!tool) throw new TypeError(`There is no tool “${params.name}”.`)
  try {
    return { content: [{ type: 'text', text: textOf(await tool.invoke(params.arguments ?? {}, { signal })) }] }
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error)
    return { isError: true, content: [{ type: 'text', text }] }
  }
})

await server.connect(new StdioServerTransport())
