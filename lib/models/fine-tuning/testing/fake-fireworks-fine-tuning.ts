import { sendJson, startWireServer, type WireServer } from '@/lib/providers/testing/wire-server'

const ACCOUNT = 'accounts/acme'

export interface FakeFireworks {
  wire: WireServer
  key: string
  accounts: { name: string }[]
  datasets: Map<string, { exampleCount: unknown; text: string | null; polls: number }>
  jobs: Record<string, unknown>[]
  /** State of a data set from the second poll on. */
  datasetState: object
  close(): Promise<void>
}

type Fake = Omit<FakeFireworks, 'wire' | 'close'>
type Reply = [status: number, body: object]
/** Error format of gRPC gateways. */
const rejected = (status: number, message: string): Reply => [status, { code: status, message, details: [] }]

/** Fake of Fireworks' data sets and supervised fine-tuning jobs, after its reference and Python SDK. */
export async function startFakeFireworks(): Promise<FakeFireworks> {
  const fake: Fake = {
    key: 'fw_canary',
    accounts: [{ name: ACCOUNT }],
    datasets: new Map(),
    jobs: [],
    datasetState: { state: 'READY' },
  }
  const wire = await startWireServer(({ method, url, headers, body }, response) => {
    const parsedUrl = new URL(url, 'http://fake')
    const isKnown = headers.authorization === `Bearer ${fake.key}`
    const path = decodeURIComponent(parsedUrl.pathname).replace(/^\/v1/, '')
    const [status, reply] = isKnown
      ? answer(fake, { method, path, query: parsedUrl.searchParams, body })
      : rejected(401, 'Invalid API key')
    sendJson(response, status, reply)
  })
  return Object.assign(fake, { wire, close: () => wire.close() })
}

interface FakeRequest {
  method: string
  path: string
  query: URLSearchParams
  body: string
}

function answer(fake: Fake, { method, path, query, body }: FakeRequest): Reply {
  if (path === '/accounts') return [200, { accounts: fake.accounts, totalSize: fake.accounts.length }]
  if (path === `/${ACCOUNT}/datasets` && method === 'POST') return makeDataset(fake, JSON.parse(body))
  if (path.includes('/datasets/')) return dataset(fake, path.slice(1), body)
  if (path === `/${ACCOUNT}/supervisedFineTuningJobs`)
    return method === 'POST' ? makeJob(fake, query, JSON.parse(body)) : [200, { supervisedFineTuningJobs: fake.jobs }]
  const [name, action] = path.slice(1).split(':')
  const job = fake.jobs.find((item) => item.name === name)
  if (!job) return rejected(404, 'job not found')
  if (action === 'cancel') Object.assign(job, { state: 'JOB_STATE_CANCELLING' })
  return [200, action === 'cancel' ? {} : job]
}

function makeDataset(
  fake: Fake,
  body: { datasetId: string; dataset: { exampleCount: unknown; userUploaded: object } },
): Reply {
  const name = `${ACCOUNT}/datasets/${body.datasetId}`
  if (!/^[a-z0-9-]{1,63}$/.test(body.datasetId)) return rejected(400, 'invalid dataset id')
  if (fake.datasets.has(name)) return rejected(409, 'dataset already exists')
  fake.datasets.set(name, { exampleCount: body.dataset.exampleCount, text: null, polls: 0 })
  return [200, { name, state: 'UPLOADING' }]
}

function dataset(fake: Fake, path: string, body: string): Reply {
  const [name = '', action] = path.split(':')
  const found = fake.datasets.get(name)
  if (!found) return rejected(404, 'dataset not found')
  if (action === 'upload') {
    const part = /name="file"; filename="([^"]+)"[\s\S]*?\r\n\r\n([\s\S]*?)\r\n--/.exec(body)
    if (!part) return rejected(400, 'no file')
    found.text = part[2] ?? ''
    return [200, {}]
  }
  if (found.text !== null) found.polls += 1
  return [200, { name, ...(found.polls < 2 ? { state: 'UPLOADING' } : fake.datasetState) }]
}

function makeJob(fake: Fake, query: URLSearchParams, body: Record<string, unknown>): Reply {
  const found = fake.datasets.get(String(body.dataset))
  if (!found || found.polls < 2) return rejected(400, 'dataset is not ready')
  const id = query.get('supervisedFineTuningJobId') ?? ''
  const name = `${ACCOUNT}/supervisedFineTuningJobs/${id}`
  if (fake.jobs.some((job) => job.name === name)) return rejected(409, 'job already exists')
  const job = { name, state: 'JOB_STATE_CREATING', outputModel: `${ACCOUNT}/models/${id}`, ...body }
  fake.jobs.unshift(job)
  return [200, job]
}
