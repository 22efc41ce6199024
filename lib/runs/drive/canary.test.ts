import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { TestPerson } from '@/lib/api/testing/test-studio'
import { rows } from '@/lib/db/database'
import { closeEgress } from '@/lib/egress/egress-fetch'
import { startCanary } from '@/lib/egress/test-server'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { dropSingleton } from '@/lib/platform/singleton'
import { secretForms } from '@/lib/secrets/redaction'
import { setUpRunStudio } from '../testing/run-studio'
import { enqueueRun } from './enqueue-run'
import { claimAndDrive } from './resume-run'

// Characters that every encoding changes.
const CANARY = 'CANARY+s3cret/of&this=test'
const harness = setUpRunStudio()
let editor: TestPerson
let service: Awaited<ReturnType<typeof startCanary>>
let origin = ''

beforeAll(async () => {
  editor = await harness.studio.signUp('editor', harness.workspaceId)
  service = await startCanary((request, response) => {
    // A service that repeats whatever it received, and fails for one path.
    const failed = request.url?.includes('/fail') ?? false
    response.writeHead(failed ? 500 : 200, { 'content-type': 'text/plain', 'x-echo': request.url ?? '' })
    response.end(`${request.url} ${JSON.stringify(request.headers)}`)
  })
  origin = `http://127.0.0.1:${service.port}`
  process.env.EGRESS_ALLOW = origin
  dropSingleton('env')
})
afterAll(async () => {
  delete process.env.EGRESS_ALLOW
  dropSingleton('env')
  service.close()
  await closeEgress()
})

const head = { id: 'custom', label: '' }
const apiKey = (placement: object) => ({ ...head, kind: 'api-key', keyLabel: 'Key', placement })
const fields = (placement: object) => ({
  ...head,
  kind: 'custom',
  fields: [{ name: 'token', label: 'Token', secret: true }],
  placements: [{ field: 'token', placement }],
})

const KINDS: Record<string, { kind: object; values: Record<string, string>; path?: string }> = {
  'API key in a header': { kind: apiKey({ in: 'header', name: 'x-key', prefix: 'Key ' }), values: { key: CANARY } },
  'API key in the query': { kind: apiKey({ in: 'query', name: 'key' }), values: { key: CANARY } },
  'API key in the path': { kind: apiKey({ in: 'path', name: 'key' }), values: { key: CANARY }, path: '/a/{key}/b' },
  'bearer token': { kind: { ...head, kind: 'bearer', keyLabel: 'Token' }, values: { key: CANARY } },
  'basic authentication': {
    kind: { ...head, kind: 'basic', userLabel: 'User', passwordLabel: 'Password' },
    values: { user: 'ada', password: CANARY },
  },
  'AWS signature': {
    kind: { ...head, kind: 'signed', scheme: 'aws-sigv4', service: 's3' },
    values: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: CANARY, region: 'eu-central-1' },
  },
  'own field in a header': { kind: fields({ in: 'header', name: 'x-token' }), values: { token: CANARY } },
  'own field in the query': { kind: fields({ in: 'query', name: 'token' }), values: { token: CANARY } },
}

async function send(method: string, path: string, body?: object) {
  const request = { method, path: `/api/studio${path}`, ...(body ? { body } : {}), person: editor }
  const response = await harness.studio.call(request)
  return { status: response.status, text: await response.text() }
}

/** Every row of every table, as text. */
async function dump(): Promise<string> {
  const { db } = harness.system
  const tables = rows<{ name: string }>(
    await db.execute(sql`select table_name as name from information_schema.tables where table_schema = 'public'`),
  )
  const texts: string[] = []
  for (const { name } of tables) {
    const found = await db.execute(sql`select row_to_json(t)::text as row from ${sql.identifier(name)} t`)
    texts.push(...rows<{ row: string }>(found).map(({ row }) => row))
  }
  return texts.join('\n')
}

const foundIn = (text: string): string[] => secretForms(CANARY).filter((form) => text.includes(form))

test.each(Object.entries(KINDS))(
  'the secret of a connection with %s reaches the service, and appears nowhere else',
  async (name, { kind, values, path = '/echo' }) => {
    const written: string[] = []
    const write = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
      written.push(String(chunk))
      return true
    })
    const errors = vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
      written.push(String(chunk))
      return true
    })
    try {
      const custom = { kind, hosts: [origin], testUrl: null }
      const created = await send('POST', '/integration-connections', {
        name,
        plugin: 'custom',
        kind: 'custom',
        custom,
        values,
      })
      expect([created.status, foundIn(created.text)]).toEqual([200, []])
      const { id } = JSON.parse(created.text)
      service.seen.length = 0
      const placed = 'key' in values ? 'key' : 'token' in values ? 'token' : null
      for (const route of [path, `${path}/fail`]) {
        const connections = [{ connection: id, name: 'c', authorize: true }]
        const headers = placed === null ? [] : [{ name: 'x-copy', value: `copy {{connection.c.${placed}}}` }]
        const config = { url: `${origin}${route}?q={{q}}`, failOnStatus: route !== path, connections, headers }
        const graph = chatApp([{ id: 'h', type: 'http', config }], ['in.message -> h.q', 'h.text -> out.text'])
        const run = await enqueueRun(harness.request(graph))
        await (await claimAndDrive(harness.system, harness.address(run.id)))?.done
        const { status } = await harness.rowOf(run.id)
        expect(status).toBe(route === path ? 'succeeded' : 'failed')
        const runResponse = await send('GET', `/runs/${run.id}`)
        expect(foundIn(runResponse.text)).toEqual([])
      }
      const received = service.seen.map(({ request }) => `${request.url} ${JSON.stringify(request.headers)}`).join('\n')
      // A signature is derived from the secret, which stays here.
      expect(foundIn(received).length > 0).toBe(name !== 'AWS signature')
      for (const route of ['', `/${id}/uses`])
        expect(foundIn((await send('GET', `/integration-connections${route}`)).text)).toEqual([])
      const rejected = await send('PATCH', `/integration-connections/${id}`, { values: { nope: CANARY } })
      expect([rejected.status, foundIn(rejected.text)]).toEqual([400, []])
      expect(foundIn(await dump())).toEqual([])
    } finally {
      write.mockRestore()
      errors.mockRestore()
    }
    expect(foundIn(written.join(''))).toEqual([])
  },
)
