import { rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { raiseInternal } from '@/lib/core/internal-error'
import { createEgress, type Egress } from '@/lib/egress/create-egress'
import type { EnginePorts } from '@/lib/engine/ports'
import { fakePorts } from '@/lib/engine/testing/fake-ports'
import { compile } from '@/lib/graph/compile'
import type { Graph } from '@/lib/graph/graph'
import { createModelPorts } from '@/lib/models/create-model-ports'
import { createMcpAdapter } from '@/lib/models/mcp/mcp-client'
import { freeGateway } from '@/lib/models/testing/free-gateway'
import { manifestOf } from '@/lib/nodes/manifests.gen'
import { runApp } from '@/lib/nodes/testing/run-app'
import { startTestSandbox } from '@/lib/sandbox/start-test-sandbox'
import { exportApp } from './export-app'
import type { ExportSources } from './project'
import { APPROVAL } from './testing/approval-graph'
import { CONTROL_CASES } from './testing/control-graphs'
import { type EchoServer, startEchoServer } from './testing/echo-server'
import type { GraphCase } from './testing/graph-case'
import { modelCases, ORDER_STATUS } from './testing/model-graphs'
import { requestCases } from './testing/request-graphs'
import { checkTypes, runExported } from './testing/run-exported'
import { serviceCases, shopPorts, shopService } from './testing/service-graphs'
import { type MockOpenAi, startMockOpenAi } from './testing/start-mock-openai'
import { VALUE_CASES } from './testing/value-graphs'
import { createProjectsFolder, writeProject } from './testing/write-project'

const MODEL = 'mock-5tok-0ms'
/** Other processes load LangChain on a busy machine. */
const SLOW_MS = 120_000
const ORDERS = { name: 'Order status', description: 'Knows orders.' }
const MESSAGE = { type: 'string', description: 'Message' }

let folder: string
let echo: EchoServer
let mock: MockOpenAi
let egress: Egress
let cases: GraphCase[]
let sandbox: Awaited<ReturnType<typeof startTestSandbox>>

beforeAll(async () => {
  ;[sandbox, echo, mock, folder] = await Promise.all([
    startTestSandbox(),
    startEchoServer(),
    startMockOpenAi(),
    createProjectsFolder(),
  ])
  egress = createEgress({ allow: [echo.url, mock.url.replace(/\/v1$/, '')].join(',') })
  // Beyond the templates: each node type at least once.
  cases = [
    ...CONTROL_CASES,
    ...VALUE_CASES,
    ...requestCases(echo.url),
    ...modelCases(echo.url),
    ...serviceCases(echo.url),
  ]
  for (const { name, graph } of [...cases, { name: 'approval', graph: APPROVAL }]) await writeExported(name, graph)
})
afterAll(async () => {
  echo.close()
  mock.close()
  await Promise.all([sandbox.close(), egress.close(), rm(folder, { recursive: true })])
})

async function writeExported(name: string, graph: Graph): Promise<void> {
  const sources: ExportSources = {
    model: () => ({ provider: 'openai-compatible', model: MODEL, connectionName: 'Mock', baseUrl: mock.url }),
    knowledgeBaseName: () => null,
    app: (appId) => (appId === 'orders' ? { ...ORDERS, graph: ORDER_STATUS } : null),
    scriptProblem: () => null,
    ...shopService(echo.url).sources,
  }
  const exported = exportApp({ appId: 'a', name, description: '', version: 1, graph }, sources)
  if (!exported.ok) throw new Error(`${name}: ${JSON.stringify(exported.problems)}`)
  await writeProject(path.join(folder, name), exported.files)
}

function portsOfPatchbay(): Partial<EnginePorts> {
  const compiled = compile({ graph: ORDER_STATUS, manifests: manifestOf })
  const plan = compiled.ok ? compiled.plan : raiseInternal('Orders')
  const parameters = {
    type: 'object',
    properties: { message: MESSAGE },
    required: ['message'],
    additionalProperties: false,
  }
  return {
    sandbox: { run: (request) => sandbox.sandbox.run(request, { workspaceId: 'w', appId: null }) },
    http: {
      send: async ({ url, timeoutMs: _, idempotencyKey: __, ...init }) => {
        const response = await fetch(url, init)
        return { status: response.status, headers: {}, body: await response.text() }
      },
    },
    secrets: { reveal: async () => 'sesame' },
    ...shopPorts(echo.url, egress.within(null).stream, createMcpAdapter({ fetch: egress.fetch })),
    apps: { plan: async () => ({ versionId: 'v', plan }), describe: async () => ({ ...ORDERS, parameters }) },
    models: createModelPorts({
      resolveConnection: async () => ({ provider: 'openai-compatible', baseUrl: mock.url, apiKey: null }),
      gateway: freeGateway(),
      stickyKey: 'test',
      defaultChat: async () => ({ connection: 'c1', model: MODEL }),
      builtin: fakePorts().models,
      fetch: egress.fetch,
    }),
  }
}

test(
  'the exported projects pass the type checker',
  async () => {
    const config = { extends: `./${cases[0]?.name}/tsconfig.json`, include: ['*/src'] }
    await writeFile(path.join(folder, 'tsconfig.json'), JSON.stringify(config))
    await checkTypes(folder)
  },
  SLOW_MS,
)

test(
  'joins, branches, requests, containers, other apps, tools and code behave as in Patchbay',
  async () => {
    const here: unknown[] = []
    for (const { name, graph, inputs } of cases) {
      const { outputs, error } = await runApp(graph, { inputs, ports: portsOfPatchbay() })
      here.push({ name, outcome: outputs ?? error?.message })
    }
    const [callsHere, requestsHere] = [echo.takeCalls(), mock.takeRequests()]
    const exported = cases.map(({ name, inputs }) => ({ folder: path.join(folder, name), inputs }))
    const results = await runExported(exported, { SHOP_TOKEN: 'sesame', SHOP_KEY: 'sesame' })
    const there = results.map(({ answer, error }, index) => ({ name: cases[index]?.name, outcome: answer ?? error }))
    expect(there).toEqual(here)
    expect(echo.takeCalls()).toEqual(callsHere)
    expect(mock.takeRequests().map(messagesOf)).toEqual(requestsHere.map(messagesOf))
  },
  SLOW_MS,
)

function messagesOf(request: unknown): unknown {
  const text = JSON.stringify(request, [
    'model',
    'messages',
    'role',
    'content',
    'tools',
    'function',
    'name',
    'temperature',
  ])
  return JSON.parse(text)
}

test(
  'APPROVALS answers an approval without a terminal; if it is unset, an error says so',
  async () => {
    const variants = ['', 'approve', 'reject'].map((answer) => ({
      folder: path.join(folder, 'approval'),
      inputs: { message: 'mail' },
      env: { APPROVALS: answer },
    }))
    const [unset, approved, rejected] = await runExported(variants, {})
    expect(unset?.error).toMatch(/^“Send mail\?” needs a person/)
    expect(approved?.answer).toMatchObject({ text: 'sent mail by APPROVALS' })
    expect(rejected?.answer).toMatchObject({ text: 'not sent mail' })
  },
  SLOW_MS,
)
