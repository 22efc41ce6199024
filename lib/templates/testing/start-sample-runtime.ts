import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { StudioLocale } from '@/lib/core/locales/studio-locale'
import { createEgress } from '@/lib/egress/create-egress'
import { callService } from '@/lib/egress/service-call'
import { startCanary } from '@/lib/egress/test-server'
import type { EnginePorts } from '@/lib/engine/ports'
import { fakePorts } from '@/lib/engine/testing/fake-ports'
import type { Graph } from '@/lib/graph/graph'
import { answerFromPassages } from '@/lib/models/builtin/answer-from-passages'
import { bundleEntry } from '@/lib/models/builtin/bundle-entry'
import { createClassifier } from '@/lib/models/builtin/create-classifier'
import { createEmbedder } from '@/lib/models/builtin/create-embedder'
import { createModelPorts } from '@/lib/models/create-model-ports'
import { freeGateway } from '@/lib/models/testing/free-gateway'
import { found, passage } from '@/lib/nodes/testing/model-ports'
import { type AppRun, runApp, withAnswers } from '@/lib/nodes/testing/run-app'
import { pluginManifestOf } from '@/lib/plugins/manifests.gen'
import { startTestSandbox } from '@/lib/sandbox/start-test-sandbox'
import { connectionsOf, withConnections } from '../connections'
import type { SampleDocument, Template } from '../template'
import type { SampleReplies, ServiceReply } from './reply'
import { startFakeOpenAi } from './start-fake-openai'

/** Runs samples offline: with the built-in models, and a fake server for everything that needs a key. */
export async function startSampleRuntime() {
  const modelsDirectory = await mkdtemp(path.join(os.tmpdir(), 'patchbay-samples-'))
  const entry = await bundleEntry('lib/models/builtin/embedder.entry.ts')
  const embedder = createEmbedder({ entry, modelsDirectory })
  const embed = embedder.embedTexts.bind(embedder)
  // The first call loads the model, which takes long on a busy machine.
  await embed(['warm up'])
  const classifier = createClassifier(embed)
  const openAi = await startFakeOpenAi()
  const sandbox = await startTestSandbox()
  let replies: readonly ServiceReply[] = []
  const called: { url: string; body: string }[] = []
  const service = await startCanary((request, response) => {
    const { body = '' } = service.seen.at(-1) ?? {}
    const url = `${request.headers['x-origin']}${request.url}`
    called.push({ url, body })
    const reply = replies.find(({ when }) => url.includes(when))
    response.writeHead(reply ? 200 : 404, { 'content-type': 'application/json' })
    response.end(JSON.stringify(reply?.json ?? { message: `No reply for ${url}` }))
  })
  const egress = createEgress({ allow: `${new URL(openAi.url).host},127.0.0.1:${service.port}` })
  const { stream } = egress.within(null)

  const portsFor = (template: Template, documents: readonly SampleDocument[], rows: SampleReplies['rows'] = []) => {
    const hasModel = template.needs.includes('language-model')
    const connection = { provider: 'openai-compatible', baseUrl: openAi.url, apiKey: null }
    const models = createModelPorts({
      fetch: egress.fetch,
      resolveConnection: async () => connection,
      gateway: freeGateway(),
      stickyKey: 'sample',
      defaultChat: async () => (hasModel ? { connection: 'c1', model: 'fake' } : null),
      builtin: {
        embed: ({ texts, signal }) => embedder.embedTexts(texts, { signal }),
        answerFromPassages: (request) => answerFromPassages(request, { embed }),
        classify: (request) => classifier.classify(request),
        predict: fakePorts().models.predict,
      },
    })
    const ports: Partial<EnginePorts> = {
      models,
      knowledge: {
        search: async ({ query, options }) =>
          found(...(await searchIn(documents, query, embed)).slice(0, options.limit)),
      },
      sandbox: { run: (request) => sandbox.sandbox.run(request, { workspaceId: 'w', appId: null }) },
      services: {
        call: async (request) => {
          const url = new URL(request.url)
          const local = `127.0.0.1:${service.port}`
          const headers = { ...request.headers, 'x-origin': url.origin }
          return callService(stream, {
            ...request,
            url: `http://${local}${url.pathname}${url.search}`,
            hosts: [local],
            headers,
          })
        },
      },
      connections: {
        describe: async ({ connection }) => ({
          kind: pluginManifestOf(connection.replace('connection-of-', ''))?.connections[0]?.id ?? '',
          fields: { host: 'db.example.com', port: '5432', database: 'shop' },
        }),
        authorize: async ({ request }) => request,
      },
      http: {
        send: async ({ url }) => {
          called.push({ url, body: '' })
          const reply = replies.find(({ when }) => url.includes(when))
          return { status: reply ? 200 : 404, headers: {}, body: JSON.stringify(reply?.json ?? {}) }
        },
      },
      mcp: {
        listTools: async () => [ISSUES_TOOL],
        callTool: async () => 'LAMP-112 Dimmer flickers at 10 %, opened 41 days ago',
      },
      files: {
        ...fakePorts().files,
        keep: async ({ mediaType, name, bytes }) => ({
          fileId: '0198c0de-0000-7000-8000-00000000000f',
          mediaType,
          name,
          sizeBytes: bytes.length,
        }),
      },
      databases: { ...fakePorts().databases, query: async () => ({ rows: [...rows], isCut: false, affected: 0 }) },
    }
    return ports
  }

  return {
    /** Requests to the fake service. */
    called,
    modelRequests: openAi.requests,
    unusedReplies: openAi.left,
    /** Runs the sample to its end; a person who is asked approves. */
    async run(template: Template, locale: StudioLocale, script: SampleReplies = {}): Promise<AppRun> {
      const { inputs, documents = [], answer } = template.samples[locale]
      openAi.script([...(script.model ?? []), ...(script.model ? [] : [{ text: answer }])])
      replies = script.services ?? []
      called.length = 0
      const ports = portsFor(template, documents, script.rows)
      const connected = new Map(connectionsOf(template.graph).map((plugin) => [plugin, `connection-of-${plugin}`]))
      const graph = withMediaModels(withConnections(template.graph, connected))
      let run = await runApp(graph, { inputs, ports })
      for (let pauses = 0; run.pendingInputs.length > 0 && run.outputs === null && pauses < 5; pauses++) {
        const approved = { decision: 'approved', values: {}, comment: '', by: 'Ada' }
        const answers = run.pendingInputs.map(({ path: at, key }) => [[...at, key].join('/'), approved] as const)
        run = await runApp(graph, { inputs, ports, before: withAnswers(run, Object.fromEntries(answers)) })
      }
      return run
    },
    async close() {
      openAi.close()
      service.close()
      await Promise.all([embedder.close(), sandbox.close(), egress.close()])
      await rm(modelsDirectory, { recursive: true })
      await rm(path.dirname(entry.pathname), { recursive: true })
    },
  }
}

/** Speech and image models have no default. */
function withMediaModels(graph: Graph): Graph {
  const media = ['speech-to-text', 'text-to-speech', 'image-generation']
  const model = { connection: 'c1', model: 'fake-media' }
  return {
    ...graph,
    nodes: graph.nodes.map((node) =>
      media.includes(node.type) ? { ...node, config: { ...node.config, model } } : node,
    ),
  }
}

const ISSUES_TOOL = {
  name: 'list_issues',
  description: 'Lists issues.',
  parameters: { type: 'object', properties: { assignee: { type: 'string' } } },
}

type Embed = (texts: readonly string[]) => Promise<ArrayLike<number>[]>

/** The sections of the documents, the most similar first. */
async function searchIn(documents: readonly SampleDocument[], query: string, embed: Embed) {
  const sections = documents.flatMap(({ name, text }) =>
    text.split(/\n(?=## )/).map((section) => ({ name, text: section.replace(/^#+ (.*)\n+/, '$1. ').trim() })),
  )
  const [queryVector, ...vectors] = await embed([query, ...sections.map(({ text }) => text)])
  const ranked = sections
    .map((section, index) => ({ ...section, score: product(queryVector ?? [], vectors[index] ?? []) }))
    .toSorted((a, b) => b.score - a.score)
  return ranked.map(({ name, text }, index) => ({ ...passage(index + 1, text), documentName: name }))
}

function product(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Array.from(a).reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0)
}
