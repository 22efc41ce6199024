import type { ServerResponse } from 'node:http'
import { sendJson, startWireServer, type WireRequest, type WireServer } from '@/lib/providers/testing/wire-server'

const KEY = 'sk-canary-fine-tune-key'

interface FakeJob {
  id: string
  model: string
  training_file: string
  status: string
  fine_tuned_model: string | null
  trained_tokens: number | null
  error: { code: string; message: string } | null
}

type Fake = Omit<FakeFineTuning, 'wire' | 'close'>

export interface FakeFineTuning {
  wire: WireServer
  key: string
  files: Map<string, string>
  jobs: FakeJob[]
  /** Newest first, like the service. */
  events: { id: string; created_at: number; level: string; message: string; data?: object }[]
  pageSize: number
  /** Fails the next matching request once: with a status and body, or by closing the connection. */
  failNext: { path: RegExp; status?: number; body?: object; headers?: Record<string, string>; after?: boolean }[]
  close(): Promise<void>
}

/** Fake of OpenAI's fine-tuning API, exact where it matters: multipart files, jobs, event pages, cancel. */
export async function startFakeFineTuning(): Promise<FakeFineTuning> {
  const fake: Fake = {
    key: KEY,
    files: new Map(),
    jobs: [],
    events: [],
    pageSize: 2,
    failNext: [],
  }
  const wire = await startWireServer((request, response) => {
    const failure = fake.failNext.find(({ path }) => path.test(`${request.method} ${request.url}`))
    if (failure) fake.failNext.splice(fake.failNext.indexOf(failure), 1)
    // The request succeeds but its response is lost.
    if (failure?.after) answer(fake, request, dropConnection(response))
    if (failure?.status !== undefined) return sendJson(response, failure.status, failure.body ?? {}, failure.headers)
    if (failure) {
      response.destroy()
      return
    }
    answer(fake, request, response)
  })
  return Object.assign(fake, { wire, close: () => wire.close() })
}

type Answer = Pick<ServerResponse, 'writeHead' | 'end'>

function dropConnection(response: ServerResponse): Answer {
  return { writeHead: () => response, end: () => response }
}

function answer(fake: Fake, request: WireRequest, response: Answer): void {
  const [status, body] = answerTo(fake, request)
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}

type Reply = [status: number, body: object]
const rejected = (status: number, message: string): Reply => [
  status,
  { error: { message, type: 'invalid_request_error' } },
]

function answerTo(fake: Fake, request: WireRequest): Reply {
  if (request.headers.authorization !== `Bearer ${fake.key}`)
    return rejected(401, 'Incorrect API key provided: sk-can***')
  const url = new URL(request.url, 'http://fake')
  const path = url.pathname.replace(/^\/v1/, '')
  if (path === '/files') return takeFile(fake, request.body)
  if (path === '/fine_tuning/jobs')
    return request.method === 'POST'
      ? makeJob(fake, request.body)
      : [200, { object: 'list', data: fake.jobs, has_more: false }]
  const [, id, action] = /^\/fine_tuning\/jobs\/([^/]+)(?:\/(\w+))?$/.exec(path) ?? []
  const job = fake.jobs.find((item) => item.id === id)
  if (!job) return rejected(404, 'No such fine-tuning job')
  if (action === 'cancel' && request.method === 'POST') job.status = 'cancelled'
  if (action === 'checkpoints') return [200, { object: 'list', data: [], has_more: false }]
  return action === 'events' ? eventPage(fake, url.searchParams.get('after')) : [200, job]
}

function takeFile(fake: Fake, body: string): Reply {
  const part = /filename="([^"]+)"[\s\S]*?\r\n\r\n([\s\S]*?)\r\n--/.exec(body)
  if (!/name="purpose"\r\n\r\nfine-tune\r\n/.test(body) || !part) return rejected(400, 'purpose or file missing')
  const id = `file-${fake.files.size + 1}`
  fake.files.set(id, part[2] ?? '')
  return [200, { id, object: 'file', filename: part[1], purpose: 'fine-tune', status: 'processed' }]
}

function makeJob(fake: Fake, body: string): Reply {
  const request = JSON.parse(body)
  if (!fake.files.has(request.training_file)) return rejected(400, `invalid training_file: ${request.training_file}`)
  const newJob = { status: 'validating_files', fine_tuned_model: null, trained_tokens: null, error: null }
  const job = { id: `ftjob-${fake.jobs.length + 1}`, object: 'fine_tuning.job', ...request, ...newJob }
  fake.jobs.unshift(job)
  return [200, job]
}

function eventPage(fake: Fake, after: string | null): Reply {
  const from = after === null ? 0 : fake.events.findIndex((event) => event.id === after) + 1
  const data = fake.events
    .slice(from, from + fake.pageSize)
    .map((event) => ({ object: 'fine_tuning.job.event', ...event }))
  return [200, { object: 'list', data, has_more: from + fake.pageSize < fake.events.length }]
}
