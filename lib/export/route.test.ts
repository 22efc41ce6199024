import { rm } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FakeService, fakeRoute, startFakeService } from '@/lib/models/testing/fake-service'
import { chatApp, runApp } from '@/lib/nodes/testing/run-app'
import { dropSingleton } from '@/lib/platform/singleton'
import { exportApp } from './export-app'
import type { ExportFile, ExportSources } from './project'
import { checkTypes, runCommandLine, runExported } from './testing/run-exported'
import { createProjectsFolder, writeProject } from './testing/write-project'

/** Other processes load LangChain on a busy machine. */
const SLOW_MS = 120_000
const ROUTE = { connection: 'route', model: 'ordered' }
const TARGETS = ['one', 'two'].map((model) => ({ connection: 'c', model }))
/** Without retries of its own, so that calls can be counted. */
const CHAT = {
  id: 'm',
  type: 'chat-model',
  config: { model: ROUTE, system: 'Be brief.' },
  policy: { onError: 'fail' as const, retry: { count: 0, backoffSeconds: 1, on: [] } },
}
const graph = chatApp([CHAT], ['in.message -> m.prompt', 'm.text -> out.text', 'm.citations -> out.citations'])

let service: FakeService
let folder: string
let files: ExportFile[]

beforeAll(async () => {
  dropSingleton('circuit-breakers')
  service = await startFakeService()
  folder = await createProjectsFolder()
  files = exported()
  await writeProject(path.join(folder, 'routed'), files)
}, SLOW_MS)
afterAll(async () => {
  await service.close()
  await rm(folder, { recursive: true })
})

function exported(): ExportFile[] {
  const sources: ExportSources = {
    model: ({ model }) => ({
      provider: 'openai-compatible',
      model,
      connectionName: 'Fake',
      baseUrl: `${service.server.url}/v1`,
    }),
    route: ({ connection, model }) => (connection === 'route' ? { name: model, targets: TARGETS } : null),
    knowledgeBaseName: () => null,
    app: () => null,
    scriptProblem: () => null,
  }
  const result = exportApp({ appId: 'a', name: 'Routed', description: '', version: 1, graph }, sources)
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.files
}
const contentOf = (name: string) => files.find((file) => file.path === name)?.content ?? ''

test('exports a route as its models in order, and the README lists the omitted settings', () => {
  expect(contentOf('src/models.ts')).toContain('return withFallbacks([oneModel(settings), twoModel(settings)])')
  expect(contentOf('README.md')).toContain('The route “ordered” tries its models in order until one answers')
})

test('includes only the files that a project needs', () => {
  const lib = files.map((file) => file.path).filter((name) => name.startsWith('src/lib/') && name.endsWith('.ts'))
  for (const name of ['passages', 'quote', 'terms', 'answer-from-passages'])
    expect(lib).not.toContain(`src/lib/${name}.ts`)
})

test.each([
  ['the first answers', {}],
  ['the first fails', { one: ['fails'] }],
  ['both fail', { one: ['fails'], two: ['fails'] }],
] as const)(
  'where %s, the exported project gives the same result as Patchbay',
  async (_, behaviors) => {
    dropSingleton('circuit-breakers')
    service.behaviors = structuredClone(behaviors) as FakeService['behaviors']
    service.calls = []
    const { models } = service.ports({ policy: fakeRoute({}) })
    const here = await runApp(graph, { inputs: { message: 'Who are you?' }, ports: { models } })
    const callsHere = service.calls.splice(0)
    const cases = [{ folder: path.join(folder, 'routed'), inputs: { message: 'Who are you?' } }]
    const [there] = await runExported(cases, {})
    expect(there?.answer).toEqual(here.outputs ?? undefined)
    expect(there?.error === undefined).toBe(here.error === undefined || here.error === null)
    // As many calls as in Patchbay: the library's own retries would call a failing model up to seven times.
    const modelsOf = (calls: readonly string[]) => calls.map((call) => call.split(' ')[0])
    expect(modelsOf(service.calls)).toEqual(modelsOf(callsHere))
  },
  SLOW_MS,
)

test('the project passes the type checker', () => checkTypes(path.join(folder, 'routed')), 5 * SLOW_MS)

test('an old Node version prints the requirement, without a stack trace', async () => {
  const check = contentOf('check-node.mjs').replace('process.versions.node.split', "'20.19.0'.split")
  await writeProject(path.join(folder, 'old'), [{ path: 'src/run.ts', content: check }])
  const printed = await runCommandLine(path.join(folder, 'old'), []).then(
    () => '',
    (error: { stderr: string; code: number }) => `${error.code} ${error.stderr}`,
  )
  expect(printed).toMatch(/^1 This project needs Node 22\.18 or newer; this is Node [\d.]+\. Install a newer one/)
  expect(printed.trim().split('\n')).toHaveLength(1)
  expect(JSON.parse(contentOf('package.json')).scripts.prestart).toBe('node check-node.mjs')
})
