import { raiseInternal } from '@/lib/core/internal-error'
import type { JsonObject } from '@/lib/core/json'
import { callService } from '@/lib/egress/service-call'
import type { EnginePorts } from '@/lib/engine/ports'
import type { Graph } from '@/lib/graph/graph'
import { actionConfig } from '@/lib/nodes/shared/actions/new-action'
import { chatApp } from '@/lib/nodes/testing/run-app'
import type { ConnectionKind } from '@/lib/plugins/connection-kinds'
import { actionOfData, manifestOfApi } from '@/lib/plugins/imported/action-of-data'
import { ApiActionData, type ApiManifest } from '@/lib/plugins/imported/api-data'
import { describeApi } from '@/lib/plugins/imported/describe-api'
import type { ExportConnection, ExportSources } from '../project'
import { type GraphCase, text } from './graph-case'

const KIND: ConnectionKind = { id: 'token', label: 'Token', kind: 'bearer', keyLabel: 'Token' }
const SHOP: ExportConnection = { name: 'Shop', kind: KIND, fields: {} }
const SAVED_SERVER = '0198a000-0000-7000-8000-000000000001'

const field = (id: string, type: 'string' | 'integer' | 'array', required: boolean) => ({
  id,
  label: id,
  required,
  schema: type === 'array' ? { type, items: { type: 'string' as const } } : { type },
})

const ACTIONS = [
  {
    id: 'find-order',
    operation: 'GET /echo/orders/{id}',
    label: 'Find an order',
    effect: 'read',
    fields: [field('id', 'string', true), field('tags', 'array', false), field('page', 'integer', false)],
    request: {
      method: 'GET',
      path: '/echo/orders/{{id}}',
      response: 'json',
      query: { tags: '{{tags}}', page: '{{page}}' },
      styles: { tags: 'comma' },
    },
  },
  {
    id: 'note-order',
    operation: 'POST /echo/notes',
    label: 'Write a note',
    effect: 'write',
    fields: [field('order', 'string', true), field('note', 'string', false)],
    request: {
      method: 'POST',
      path: '/echo/notes',
      response: 'json',
      headers: { 'x-note': 'of {{order}}' },
      body: { json: { order: '{{order}}', note: '{{note}}', source: 'patchbay' } },
    },
  },
  {
    id: 'find-nothing',
    operation: 'GET /broken',
    label: 'Find nothing',
    effect: 'read',
    fields: [field('q', 'string', true)],
    request: { method: 'GET', path: '/broken', response: 'json' },
  },
].map((action) =>
  ApiActionData.parse({
    description: `${action.label}.`,
    tags: [],
    connections: ['token'],
    scopes: [],
    outputs: [
      { id: 'url', label: 'URL', kind: 'text', pointer: '/url' },
      { id: 'response', label: 'Response', kind: 'json', pointer: '' },
    ],
    ...action,
  }),
)

/** An imported API at the address of an echo server, which is also a saved MCP server. */
export function shopService(url: string) {
  const manifest: ApiManifest = {
    id: 'api-shop',
    label: 'Shop',
    description: 'Orders.',
    docsUrl: '',
    baseUrl: url,
    hosts: [new URL(url).host],
    connections: [KIND],
  }
  const find = (id: string) => ACTIONS.find((action) => action.id === id)
  const settings = (action: string, more: JsonObject = {}): JsonObject => {
    const summary = describeApi(
      manifest,
      ACTIONS.map((data) => ({ data, version: 1 })),
    )
    const found = summary.actions.find(({ id }) => id === action) ?? raiseInternal(action)
    return { ...actionConfig(summary, found), connection: 'shop', ...more }
  }
  const sources: Pick<ExportSources, 'action' | 'connection' | 'mcpServer'> = {
    action({ action, actionVersion }) {
      const data = find(action)
      return data ? { plugin: manifestOfApi(manifest), action: actionOfData(data, actionVersion) } : null
    },
    connection: (id) => (id === 'shop' ? SHOP : null),
    mcpServer: (id) =>
      id === SAVED_SERVER ? { name: 'Adder', url: `${url}/mcp`, tools: ['add'], connection: SHOP } : null,
  }
  return { manifest, settings, sources, find }
}

/** What the engine needs for these graphs. */
export function shopPorts(
  url: string,
  stream: Parameters<typeof callService>[0],
  mcp: EnginePorts['mcp'],
): Partial<EnginePorts> {
  const { manifest, find } = shopService(url)
  return {
    customApis: { action: async ({ action }) => ({ manifest, action: find(action) ?? null }) },
    services: { call: (request) => callService(stream, request) },
    connections: {
      describe: async () => ({ kind: 'token', fields: {} }),
      authorize: async ({ request }) => ({
        ...request,
        headers: { ...request.headers, authorization: 'Bearer sesame' },
      }),
    },
    mcp: {
      listTools: async ({ server, ...rest }) => {
        const tools = await mcp.listTools({ server: addressOf(server, url), ...rest })
        return 'id' in server ? tools.filter(({ name }) => name === 'add') : tools
      },
      callTool: ({ server, ...rest }) => mcp.callTool({ server: addressOf(server, url), ...rest }),
    },
  }
}

type ServerRef = Parameters<EnginePorts['mcp']['listTools']>[0]['server']

const addressOf = (server: ServerRef, url: string): ServerRef =>
  'id' in server ? { url: `${url}/mcp`, headers: { Authorization: 'Bearer sesame' } } : server

function steps(url: string): Graph {
  const { settings } = shopService(url)
  const graph = chatApp(
    [
      text('id', 'A/7 {{in.message}}'),
      {
        id: 'find',
        type: 'action',
        config: settings('find-order', { values: { id: { $wired: true }, tags: ['a b', 'c'], page: '2' } }),
      },
      {
        id: 'note',
        type: 'action',
        config: settings('note-order', { values: { order: '{{find.url}}', note: 'For {{who}} ä' } }),
      },
      { id: 'none', type: 'action', config: settings('find-nothing') },
      text('said', '{{note.response.body}} {{error}}'),
    ],
    [
      'id.text -> find.id',
      'in.message -> note.who',
      'note.url -> said.when',
      'in.message -> none.q',
      'none.error -> said.error',
      'said.text -> out.text',
      'find.response -> out.data',
    ],
  )
  const broken = graph.nodes.find(({ id }) => id === 'none')
  if (broken) broken.policy = { onError: 'port' }
  return graph
}

function tools(url: string): Graph {
  const { settings } = shopService(url)
  return chatApp(
    [
      {
        id: 'one',
        type: 'action',
        config: settings('note-order', { values: { order: { $wired: true }, note: '' }, toolDescription: 'Notes' }),
      },
      {
        id: 'box',
        type: 'toolbox',
        config: {
          tools: [
            {
              ...settings('find-order', { values: { page: 3 }, filledBy: { page: 'author' } }),
              name: 'find',
              description: '',
            },
            { ...settings('note-order', { values: { note: 'by {{who}}' } }), name: '', description: 'Writes.' },
          ],
        },
      },
      { id: 'mcp', type: 'mcp-tools', config: { server: SAVED_SERVER, serverName: 'Adder' } },
      { id: 'a', type: 'agent', config: { ask: 'never' } },
    ],
    [
      'in.message -> a.prompt',
      'in.message -> one.order',
      'in.message -> box.who',
      'one.tool -> a.tools',
      'box.tools -> a.tools',
      'mcp.tools -> a.tools',
      'a.text -> out.text',
      'a.steps -> out.data',
    ],
  )
}

export function serviceCases(url: string): GraphCase[] {
  const calls = [
    'use tool find with {"id":"x y","tags":["t"]}',
    'use tool api_shop_note_order with {"note":"n"}',
    'use tool add with {"a":2,"b":3}',
  ]
  return [
    { name: 'action-steps', graph: steps(url), inputs: { message: 'Ada & Bob' } },
    { name: 'action-tools', graph: tools(url), inputs: { message: calls.join(' and ') } },
  ]
}
