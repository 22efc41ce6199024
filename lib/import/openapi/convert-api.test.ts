import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { JsonObject } from '@/lib/core/json'
import { fakePorts } from '@/lib/engine/testing/fake-ports'
import { callAction } from '@/lib/plugins/execute/call-action'
import { actionOfData, manifestOfApi } from '@/lib/plugins/imported/action-of-data'
import { convertApi, outlineApi } from './convert-api'
import { readDocument } from './read-document'
import { serveDocument } from './testing/document-server'
import { sampleValue } from './testing/sample-value'

const FOLDER = path.resolve('../shared/data/openapi')
const documents = existsSync(FOLDER) ? readdirSync(FOLDER) : []
/** Operations of each document, and those that are skipped. */
const EXPECTED: Readonly<Record<string, [operations: number, skipped: number]>> = {
  'examples-v2.0-json-petstore-separate-spec-swagger.json': [4, 3],
  'examples-v2.0-json-uber.json': [5, 0],
  'examples-v3.0-link-example.yaml': [6, 0],
  'examples-v3.0-petstore-expanded.json': [4, 0],
  'examples-v3.0-uspto.yaml': [3, 0],
  'examples-v3.1-tictactoe.yaml': [3, 0],
  'slack_web_swagger2.json': [174, 0],
  'twilio_api_v2010.json': [197, 0],
  'twilio_verify_v2.json': [57, 0],
}

test.skipIf(documents.length === 0)('covers every document in the folder', () => {
  expect(documents.toSorted()).toEqual(Object.keys(EXPECTED).toSorted())
})

test.skipIf(documents.length === 0).each(documents)(
  '%s: every operation that is imported runs against a server generated from the document',
  async (file) => {
    const text = readFileSync(path.join(FOLDER, file), 'utf8')
    const outline = outlineApi({ text, documentUrl: null })
    const operations = outline.operations.flatMap(({ key, isSupported }) => (isSupported ? [key] : []))
    expect([outline.operations.length, outline.operations.length - operations.length]).toEqual(EXPECTED[file])
    const address = outline.servers[0]?.url ?? 'https://api.example.com'
    const basePath = new URL(address).pathname.replace(/\/$/, '')
    const served = await serveDocument(readDocument(text), basePath)
    try {
      const server = `${served.origin}${basePath}`
      const failures = await runAll({ text, server, operations, origin: served.origin })
      expect(failures).toEqual([])
      expect(served.seen.map(({ key }) => key)).toEqual(operations)
    } finally {
      served.close()
    }
  },
  60_000,
)

interface RunAll {
  text: string
  server: string
  operations: string[]
  origin: string
}

async function runAll({ text, server, operations }: RunAll): Promise<string[]> {
  const selection = { plugin: 'api-test', name: 'Test', server, operations, reads: [], ids: {} }
  const converted = convertApi({ text, documentUrl: null, selection })
  const plugin = manifestOfApi(converted.manifest)
  const kind = plugin.connections[0]?.id ?? ''
  const failures: string[] = []
  for (const data of converted.actions) {
    const action = actionOfData(data, 1)
    const required = data.fields.filter((field) => field.required)
    const input: JsonObject = Object.fromEntries(required.map((field) => [field.id, sampleValue(field.schema)]))
    const own = data.connections.includes(kind) ? kind : (data.connections[0] ?? '')
    try {
      expect(action.input.safeParse(input).error).toBeUndefined()
      await callAction({
        plugin,
        action,
        connection: own === 'none' ? '' : 'c',
        input,
        idempotencyKey: 'k',
        timeoutMs: 10_000,
        signal: new AbortController().signal,
        now: () => 0,
        log: () => {},
        ports: fakePorts({
          connections: {
            describe: async () => ({ kind: own, fields: {} }),
            // Slack's document lists the token of the connection as a required parameter.
            authorize: async ({ request }) => withToken(request),
          },
          services: { call: async (request) => send(request) },
        }),
      })
    } catch (error) {
      failures.push(`${data.operation}: ${error instanceof Error ? error.message : ''}`)
    }
  }
  return failures
}

type Sent = Parameters<ReturnType<typeof fakePorts>['services']['call']>[0]
type Plain = Parameters<ReturnType<typeof fakePorts>['connections']['authorize']>[0]['request']

function withToken(request: Plain): Plain {
  const url = new URL(request.url)
  url.searchParams.set('token', 't')
  return { ...request, url: url.href, headers: { ...request.headers, token: 't' } }
}

async function send({ url, method, headers, body }: Sent) {
  const response = await fetch(url, { method, headers: { ...headers }, body: body ?? null })
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    bytes: new Uint8Array(await response.arrayBuffer()),
  }
}
