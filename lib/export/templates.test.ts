import { mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { raiseInternal } from '@/lib/core/internal-error'
import { createEgress, type Egress } from '@/lib/egress/create-egress'
import type { RunEvent } from '@/lib/engine/events'
import type { EnginePorts } from '@/lib/engine/ports'
import { fakePorts } from '@/lib/engine/testing/fake-ports'
import type { Graph } from '@/lib/graph/graph'
import { createModelPorts } from '@/lib/models/create-model-ports'
import { freeGateway } from '@/lib/models/testing/free-gateway'
import { runApp } from '@/lib/nodes/testing/run-app'
import { startTestSandbox } from '@/lib/sandbox/start-test-sandbox'
import { templates as allTemplates, templateOf } from '@/lib/templates/templates'
import { exportApp } from './export-app'
import { checkTypes, runCommandLine, runExported } from './testing/run-exported'
import { type MockOpenAi, startMockOpenAi } from './testing/start-mock-openai'
import { exportable, type TemplateCase, templateCases } from './testing/template-cases'
import { createProjectsFolder, installPackages, writeProject } from './testing/write-project'

const MODEL = 'mock-5tok-0ms'
/** Other processes load LangChain on a busy machine. */
const SLOW_MS = process.env.TEST_EXPORT === 'install' ? 900_000 : 120_000
const MANUAL = `# Care

Unplug the machine before you open the lid. To clean the filter, rinse it under warm water every two weeks.

# Lights

The red light means that the water tank is empty. There is a free trial of 30 days.
`

/** `npm run test:export` installs packages for each project instead of using Patchbay's. */
const installs = process.env.TEST_EXPORT === 'install'
const templates = exportable(allTemplates)
const CASES = templateCases(templates)

let folder: string
let mock: MockOpenAi
let egress: Egress
let sandbox: Awaited<ReturnType<typeof startTestSandbox>>
let search: EnginePorts['knowledge']['search']

beforeAll(async () => {
  folder = await createProjectsFolder({ installs })
  mock = await startMockOpenAi()
  sandbox = await startTestSandbox()
  egress = createEgress({ allow: mock.url.replace(/\/v1$/, '') })
  for (const { id, name, description, graph } of templates) {
    const exported = exportApp(
      { appId: id, name, description, version: 1, graph },
      {
        model: () => ({ provider: 'openai-compatible', model: MODEL, connectionName: 'Mock', baseUrl: mock.url }),
        knowledgeBaseName: () => 'Manuals',
        app: () => null,
        scriptProblem: () => null,
      },
    )
    if (!exported.ok) throw new Error(JSON.stringify(exported.problems))
    await writeProject(path.join(folder, id), exported.files)
    await mkdir(path.join(folder, id, 'documents/manuals'), { recursive: true })
    await writeFile(path.join(folder, id, 'documents/manuals/care.md'), MANUAL)
    if (installs) {
      const ms = await installPackages(path.join(folder, id))
      process.stdout.write(`${id}: ${exported.files.length} files, installed in ${(ms / 1_000).toFixed(1)} s\n`)
    }
  }
  const retriever = pathToFileURL(path.join(folder, 'chat-with-documents/src/lib/retriever.ts')).href
  const { searchFolder } = await import(/* @vite-ignore */ retriever)
  search = async ({ query, options }) => ({
    passages: await searchFolder('manuals', query, options.limit),
    reason: null,
  })
}, 1_200_000)
afterAll(async () => {
  mock.close()
  await egress.close()
  await sandbox.close()
  await rm(folder, { recursive: true })
})

function portsFor({ className }: TemplateCase): Partial<EnginePorts> {
  const models = createModelPorts({
    resolveConnection: async () => ({ provider: 'openai-compatible', baseUrl: mock.url, apiKey: null }),
    gateway: freeGateway(),
    stickyKey: 'test',
    defaultChat: async () => ({ connection: 'c1', model: MODEL }),
    builtin: {
      ...fakePorts().models,
      classify: async ({ classes }) =>
        classes.map(({ name }) => ({ name, probability: name === className ? 0.9 : 0.05 })),
    },
    fetch: egress.fetch,
  })
  return {
    models,
    knowledge: { search },
    sandbox: { run: (request) => sandbox.sandbox.run(request, { workspaceId: 'w', appId: null }) },
  }
}

test(
  'every exported template passes the type checker',
  async () => {
    if (installs) {
      for (const { id } of templates) await checkTypes(path.join(folder, id))
      return
    }
    // All at once with the settings of one project: the compiler reads the packages' types only once.
    const config = { extends: `./${templates[0]?.id}/tsconfig.json`, include: ['*/src'] }
    await writeFile(path.join(folder, 'tsconfig.json'), JSON.stringify(config))
    await checkTypes(folder)
  },
  SLOW_MS,
)

test(
  'every exported template sends the same prompts and gives the same answers as Patchbay',
  async () => {
    const here: { item: TemplateCase; outcome: unknown; requests: unknown[] }[] = []
    for (const item of CASES) {
      const graph = templateOf(item.template)?.graph ?? raiseInternal(item.template)
      const {
        outputs,
        error,
        events,
        pendingInputs: waits,
      } = await runApp(graph, { inputs: item.inputs, ports: portsFor(item) })
      const streamed = events.map((event) => (intoAnswer(graph, event) ? event.text : '')).join('')
      const requests = mock.takeRequests()
      // Runs that wait for a person ask at the terminal in the export, so the two cannot be compared.
      if (waits.length === 0) here.push({ item, outcome: error?.message ?? { answer: outputs, streamed }, requests })
    }
    const cases = here.map(({ item }) => ({ folder: path.join(folder, item.template), inputs: item.inputs }))
    const env = { OPENAI_API_KEY: 'none', OPENAI_BASE_URL: mock.url }
    const there = (await runExported(cases, env)).map(({ error, answer, streamed }) => error ?? { answer, streamed })
    expect(there.map(withoutItem)).toEqual(here.map(({ outcome }) => withoutItem(outcome)))
    expect(comparable(mock.takeRequests())).toEqual(comparable(here.flatMap(({ requests }) => requests)))
  },
  SLOW_MS,
)

/** Of items that fail at the same time, either may be reported. */
const withoutItem = (outcome: unknown) =>
  typeof outcome === 'string' ? outcome.replace(/^Item \d+/, 'An item') : outcome

/** The part of the models' text that streams into the answer. */
function intoAnswer(graph: Graph, event: RunEvent): event is RunEvent & { type: 'node-delta' } {
  if (event.type !== 'node-delta') return false
  return graph.edges.some(({ from, to }) => from.node === event.nodeId && to.node === 'answer' && to.port === 'text')
}

/**
 * The part of the requests that determines the answer, independent of the order of concurrent calls; call ids are only
 * checked for presence.
 */
function comparable(requests: readonly unknown[]): string[] {
  const texts = requests.map((request) => {
    const { model, messages, temperature, max_tokens, tools, response_format } = z.looseObject({}).parse(request)
    return JSON.stringify({ model, messages, temperature, max_tokens, tools, response_format })
  })
  return texts.map((text) => text.replace(/call_mock\d+/g, 'id')).toSorted()
}

test(
  'the command line streams the answer',
  async () => {
    const stdout = await runCommandLine(path.join(folder, 'compare-two-models'), ['Hi', 'there'])
    expect(stdout).toBe(
      '### First model\n\ntok1 tok2 tok3 tok4 tok5 \n\n### Second model\n\ntok1 tok2 tok3 tok4 tok5 \n',
    )
  },
  SLOW_MS,
)
