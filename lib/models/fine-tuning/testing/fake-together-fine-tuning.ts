import { sendJson, startWireServer, type WireServer } from '@/lib/providers/testing/wire-server'

export interface FakeTogether {
  wire: WireServer
  key: string
  files: Map<string, { text: string; polls: number }>
  jobs: Record<string, unknown>[]
  events: Record<string, unknown>[]
  metrics: Record<string, number>[]
  /** Validation result of a file from the second poll on. */
  verdict: { processing_status: string; validation_report?: object }
  close(): Promise<void>
}

type Reply = [status: number, body: object]
const rejected = (status: number, message: string): Reply => [
  status,
  { error: { message, type: 'invalid_request_error' } },
]

/** Fake of Together's fine-tuning API, after its OpenAPI document and its TypeScript client (0.52). */
export async function startFakeTogether(): Promise<FakeTogether> {
  const fake: Omit<FakeTogether, 'wire' | 'close'> = {
    key: 'tgp_v1_canary',
    files: new Map(),
    jobs: [],
    events: [],
    metrics: [],
    verdict: { processing_status: 'COMPLETED' },
  }
  const wire = await startWireServer(({ method, url, headers, body }, response) => {
    const { pathname } = new URL(url, 'http://fake')
    const isKnown = headers.authorization === `Bearer ${fake.key}`
    const [status, reply] = isKnown
      ? answer(fake, method, pathname.replace(/^\/v1/, ''), body)
      : rejected(401, 'Invalid API key provided')
    sendJson(response, status, reply)
  })
  return Object.assign(fake, { wire, close: () => wire.close() })
}

type Fake = Omit<FakeTogether, 'wire' | 'close'>

function answer(fake: Fake, method: string, path: string, body: string): Reply {
  if (path === '/files/upload') return takeFile(fake, body)
  if (path.startsWith('/files/')) return describeFile(fake, path.slice('/files/'.length))
  if (path === '/fine-tunes') return method === 'POST' ? makeJob(fake, JSON.parse(body)) : [200, { data: fake.jobs }]
  const [, id, part] = /^\/fine-tunes\/([^/]+)(?:\/(\w+))?$/.exec(path) ?? []
  const job = fake.jobs.find((item) => item.id === id)
  if (!job) return rejected(404, 'Not found')
  if (part === 'cancel' && method === 'POST') job.status = 'cancel_requested'
  if (part === 'events') return [200, { data: fake.events }]
  return part === 'metrics' ? [200, { metrics: fake.metrics }] : [200, job]
}

function takeFile(fake: Fake, body: string): Reply {
  const part = /name="file"; filename="([^"]+)"[\s\S]*?\r\n\r\n([\s\S]*?)\r\n--/.exec(body)
  if (!part || !/name="purpose"\r\n\r\nfine-tune\r\n/.test(body) || !/name="file_name"\r\n\r\n\S+/.test(body))
    return rejected(400, 'file, file_name and purpose are required')
  const id = `file-${fake.files.size + 1}`
  fake.files.set(id, { text: part[2] ?? '', polls: 0 })
  return [200, { id, object: 'file', filename: part[1], purpose: 'fine-tune', processing_status: 'PENDING' }]
}

function describeFile(fake: Fake, id: string): Reply {
  const file = fake.files.get(id)
  if (!file) return rejected(404, 'Not found')
  file.polls += 1
  return [200, { id, object: 'file', ...(file.polls < 2 ? { processing_status: 'RUNNING' } : fake.verdict) }]
}

function makeJob(fake: Fake, body: Record<string, unknown>): Reply {
  if (!fake.files.has(String(body.training_file))) return rejected(400, 'training_file does not exist')
  const job = { id: `ft-${fake.jobs.length + 1}`, user_id: 'user-1', status: 'pending', ...body }
  fake.jobs.unshift(job)
  return [200, job]
}
