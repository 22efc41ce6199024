import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createEgress } from '@/lib/egress/create-egress'
import type { EnginePorts, RetrievedPassage } from '@/lib/engine/ports'
import { fakePorts } from '@/lib/engine/testing/fake-ports'
import { answerFromPassages } from '@/lib/models/builtin/answer-from-passages'
import { bundleEntry } from '@/lib/models/builtin/bundle-entry'
import { createClassifier } from '@/lib/models/builtin/create-classifier'
import { createEmbedder, type Embedder } from '@/lib/models/builtin/create-embedder'
import { createModelPorts } from '@/lib/models/create-model-ports'
import { freeGateway } from '@/lib/models/testing/free-gateway'
import { found, passage } from '@/lib/nodes/testing/model-ports'
import { runApp } from '@/lib/nodes/testing/run-app'
import { template as supportTriage } from './support-triage/template'
import type { Template } from './template'
import { template as websiteAssistant } from './website-assistant/template'

let entry: URL
let modelsDirectory: string
let embedder: Embedder
let ports: Partial<EnginePorts>

const manual: RetrievedPassage = passage(
  1,
  'Cleaning the filter. Unplug the machine before you open the lid. Rinse the filter under warm water every two weeks. The red light means that the water tank is empty.',
)

beforeAll(async () => {
  entry = await bundleEntry('lib/models/builtin/embedder.entry.ts')
  modelsDirectory = await mkdtemp(path.join(os.tmpdir(), 'patchbay-templates-'))
  embedder = createEmbedder({ entry, modelsDirectory })
  const embed = embedder.embedTexts.bind(embedder)
  const classifier = createClassifier(embed)
  const models = createModelPorts({
    fetch: createEgress({ allow: '' }).fetch,
    resolveConnection: async () => ({ provider: '', baseUrl: null, apiKey: null }),
    gateway: freeGateway(),
    stickyKey: 'test',
    defaultChat: async () => null,
    builtin: {
      embed: ({ texts, signal }) => embedder.embedTexts(texts, { signal }),
      answerFromPassages: (request) => answerFromPassages(request, { embed }),
      classify: (request) => classifier.classify(request),
      predict: fakePorts().models.predict,
    },
  })
  ports = { models, knowledge: { search: async () => found(manual) } }
})
afterAll(async () => {
  await embedder.close()
  await rm(modelsDirectory, { recursive: true })
  await rm(path.dirname(entry.pathname), { recursive: true })
})

const answerOf = async (template: Template, message: string) => {
  const { outputs, error } = await runApp(template.graph, { inputs: { message }, ports })
  return outputs?.text ?? error
}

test('support triage quotes the manual for a question, with the sentence’s place', async () => {
  const { outputs } = await runApp(supportTriage.graph, { inputs: { message: 'What does the red light mean?' }, ports })
  expect(outputs?.text).toBe('“The red light means that the water tank is empty.” [1]')
  expect(outputs?.citations).toMatchObject([{ number: 1, page: 1, start: 116, end: 165 }])
})

test.each([
  ['I got two charges on my card', /billing team/],
  ['send me a copy of the invoice', /billing team/],
  ['How do I cancel?', /billing team/],
  ['you people are useless', /A colleague reads/],
  ['I demand to talk to a real person', /A colleague reads/],
  ['How often should I clean the filter?', /Rinse the filter/],
])('support triage sorts “%s” by the examples alone', async (message, text) => {
  expect(await answerOf(supportTriage, message)).toMatch(text)
})

test.each([
  ['Hi!', /^Hello! Ask me/],
  ['hello good evening', /^Hello! Ask me/],
  ['Thanks so much', /^You are welcome/],
  ['What does the red light mean?', /water tank is empty/],
])('the website assistant knows what to do with “%s”', async (message, text) => {
  expect(await answerOf(websiteAssistant, message)).toMatch(text)
})
