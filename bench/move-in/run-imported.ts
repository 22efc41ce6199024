import type { JsonObject } from '@/lib/core/json'
import type { EnginePorts } from '@/lib/engine/ports'
import { fakePorts } from '@/lib/engine/testing/fake-ports'
import type { Graph } from '@/lib/graph/graph'
import { objectOf, textOf } from '@/lib/import/fields'
import { runApp } from '@/lib/nodes/testing/run-app'
import { classOf, describeMessages, echo, echoFields, FOUND, type Trace } from './trace'

/** Runs an imported graph with the echo model and an HTTP server that answers everything. */
export async function runImported(graph: Graph, inputs: JsonObject, sandbox: EnginePorts['sandbox']): Promise<Trace> {
  const trace: Trace = { calls: [], requests: [], text: '' }
  const models: EnginePorts['models'] = {
    ...fakePorts().models,
    resolve: async () => ({ connection: 'c1', model: 'echo' }),
    async chat(request, emit) {
      const messages = request.messages.map(({ role, content }) => ({ role, text: textOf(content).trim() }))
      emit({ type: 'text', text: answer(messages, request.responseSchema as JsonObject | undefined) })
      const usage = { model: 'c1/echo', inputTokens: 1, outputTokens: 1, costMicros: null, estimated: false }
      emit({ type: 'usage', usage })
      emit({ type: 'finish', reason: 'stop' })
    },
  }
  const answer = (messages: { role: string; text: string }[], schema: JsonObject | undefined): string => {
    if (!schema) {
      trace.calls.push(describeMessages(messages))
      return echo(messages.filter(({ text }) => text !== ''))
    }
    const text = messages.at(-1)?.text ?? ''
    const choices = choicesOf(schema)
    if (choices) {
      trace.calls.push(`classify ${text}`)
      // The last class is for texts that fit no other. The scripted model always selects one of the others.
      return JSON.stringify({ [choices.name]: choices.values[classOf(text, choices.values.length - 1)] })
    }
    if (Object.hasOwn(objectOf(schema.properties), 'score')) {
      trace.calls.push(`moderate ${textOf(JSON.parse(text).text)}`)
      return JSON.stringify({ score: 0, reasons: '' })
    }
    trace.calls.push(`extract ${text}`)
    return JSON.stringify(echoFields(typesOf(schema), text))
  }
  const http: EnginePorts['http'] = {
    send: async (request) => {
      trace.requests.push(`${request.method} ${request.url}`)
      return { status: 200, headers: { 'content-type': 'text/plain' }, body: 'response', json: null } as never
    },
  }
  const knowledge: EnginePorts['knowledge'] = { search: async () => ({ passages: [PASSAGE], reason: null }) }
  const { outputs, error } = await runApp(withBases(graph), { inputs, ports: { models, http, sandbox, knowledge } })
  const text = outputs?.data ?? outputs?.text
  trace.text = error ? `error ${error.code}: ${error.message}` : typeof text === 'string' ? text : JSON.stringify(text)
  return trace
}

const PASSAGE = {
  chunkId: 'c1',
  documentId: 'd1',
  documentName: 'Document',
  knowledgeBaseId: 'k1',
  headings: [],
  text: FOUND,
  page: null,
  start: 0,
  end: FOUND.length,
  vectorRank: 1,
  keywordRank: 1,
  score: 1,
}

/** Selects a knowledge base where a person has to. */
const withBases = (graph: Graph): Graph => ({
  ...graph,
  nodes: graph.nodes.map((node) =>
    node.type === 'retriever' ? { ...node, config: { ...node.config, knowledgeBaseId: 'k1' } } : node,
  ),
})

const propertiesOf = (schema: JsonObject) =>
  Object.entries(schema.properties as Record<string, JsonObject>).map(([name, property]) => ({ name, property }))

function choicesOf(schema: JsonObject): { name: string; values: unknown[] } | null {
  const [only, ...others] = propertiesOf(schema)
  return only && others.length === 0 && Array.isArray(only.property.enum)
    ? { name: only.name, values: only.property.enum }
    : null
}

const typesOf = (schema: JsonObject): Record<string, string> =>
  Object.fromEntries(
    propertiesOf(schema).map(({ name, property }) => {
      const items = property.items as JsonObject | undefined
      const keys = Object.keys((items?.properties as JsonObject | undefined) ?? {}).join(',')
      const type = keys === '' ? textOf(items?.type) : `object:${keys}`
      return [name, property.type === 'array' ? `array[${type}]` : textOf(property.type)]
    }),
  )
