// Many runs on several processes while processes are killed with -9. In the end every run has succeeded, none ran
// twice, and no stored step was repeated. The matrix of faults and workloads is in scripts/torture/.
import http from 'node:http'
import postgres from 'postgres'
import { startCluster } from '../cluster.mjs'

const PERSON = { name: 'Ada', email: 'ada@example.com', password: 'correct horse battery' }
const nodeAt = (x) => ({ position: { x: x * 260, y: 0 }, version: 1 })

const BRANCHES = ['a', 'b', 'c']

/** Input, 3 branches of 5 steps (every second one calls a server), a merge, answer: 18 nodes. */
export function tortureGraph(target) {
  const nodes = [
    {
      id: 'input',
      type: 'input',
      label: 'Input',
      config: { mode: 'form', fields: [{ name: 'message', label: 'Message', kind: 'text', required: true }] },
      ...nodeAt(0),
    },
  ]
  const ends = []
  for (const branch of BRANCHES) {
    let before = 'input.message'
    for (let step = 1; step <= 5; step += 1) {
      const id = `${branch}${step}`
      const isCall = step % 2 === 1
      nodes.push({
        id,
        type: isCall ? 'http' : 'template',
        label: id,
        config: isCall
          ? { method: 'GET', url: `${target}/step/${id}?value={{${before}}}` }
          : { text: `${id}({{${before}}})` },
        ...nodeAt(step),
      })
      before = `${id}.text`
    }
    ends.push(`{{${before}}}`)
  }
  nodes.push({ id: 'join', type: 'template', label: 'Join', config: { text: ends.join(' ') }, ...nodeAt(6) })
  nodes.push({ id: 'answer', type: 'answer', label: 'Answer', config: {}, ...nodeAt(7) })
  const edges = [{ id: 'e1', from: { node: 'join', port: 'text' }, to: { node: 'answer', port: 'text' } }]
  return { schemaVersion: 1, nodes, edges }
}

/** The expected output for a message. */
export function expectedAnswer(message) {
  const afterBranch = (branch) => `<${branch}5:${branch}4(<${branch}3:${branch}2(<${branch}1:${message}>)>)>`
  return BRANCHES.map(afterBranch).join(' ')
}

/** A server with a short delay, so that kills happen during steps. */
export async function startTarget({ delayMs }) {
  const server = http.createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    const id = url.pathname.split('/').at(-1)
    setTimeout(() => response.end(`<${id}:${url.searchParams.get('value')}>`), delayMs * (0.5 + Math.random()))
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${server.address().port}`, stop: () => server.close() }
}

/** A signed-in owner with the published app; returns its URL and a key. */
export async function publishApp(web, graph) {
  const origin = { origin: web.url, 'content-type': 'application/json' }
  const token = /setup=(\S+)/.exec(web.firstLine)?.[1]
  const setupResponse = await fetch(`${web.url}/api/studio/session/setup`, {
    method: 'POST',
    headers: origin,
    body: JSON.stringify({ token, ...PERSON }),
  })
  const cookie = setupResponse.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  const call = async (method, path, body) => {
    const response = await fetch(web.url + path, { method, headers: { ...origin, cookie }, body: JSON.stringify(body) })
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    return response.json()
  }
  const app = await call('POST', '/api/studio/apps', { name: 'Torture', kind: 'form', graph })
  const { publication } = await call('POST', `/api/studio/apps/${app.id}/versions`, { revision: app.revision })
  // Each key may send one request per second; the app ten times that.
  const keys = []
  for (let count = 0; count < 10; count += 1)
    keys.push((await call('POST', '/api/studio/keys', { name: `torture ${count}`, appIds: [app.id] })).secret)
  return { appId: app.id, slug: publication.slug, keys, call }
}

/**
 * @param {{ databaseUrl: string, runs: number, kills: number, roles: string[], say?: (line: string) => void }} options
 * @returns the findings; `problems` is empty on success
 */
export async function torture({ databaseUrl, runs, kills, roles, say = () => {} }) {
  const target = await startTarget({ delayMs: 500 })
  const members = await startCluster({
    databaseUrl,
    roles,
    env: { EGRESS_ALLOW: target.url },
  })
  const sql = postgres(databaseUrl, { max: 2, onnotice: () => {} })
  try {
    const webs = members.filter(({ role }) => role !== 'worker')
    const first = webs.find(({ firstLine }) => firstLine.includes('setup=')) ?? webs[0]
    const { slug, keys } = await publishApp(first, tortureGraph(target.url))
    const startedAt = Date.now()
    const feeding = feed({ webs, slug, keys, runs })
    const killing = killSome({ members, kills, say })
    await Promise.all([feeding, killing])
    await waitForAll({ sql, runs, say })
    const found = await inspect(sql)
    return { ...found, seconds: (Date.now() - startedAt) / 1000 }
  } finally {
    await Promise.all(members.map((member) => member.stop()))
    await sql.end()
    target.stop()
  }
}

/** Half of the runs are synchronous, half run in the background. Each is requested until a process accepts it. */
async function feed({ webs, slug, keys, runs }) {
  let next = 0
  const lane = async () => {
    for (let index = next++; index < runs; index = next++) {
      const request = {
        method: 'POST',
        headers: {
          authorization: `Bearer ${keys[index % keys.length]}`,
          'content-type': 'application/json',
          'idempotency-key': `run-${index}`,
          ...(index % 2 === 0 ? { prefer: 'respond-async' } : {}),
        },
        body: JSON.stringify({ inputs: { message: `m${index}` } }),
      }
      let attempt = index
      while (!(await isTaken(`${webs[attempt % webs.length].url}/api/v1/apps/${slug}/runs`, request))) {
        attempt += 1
        await new Promise((resolve) => setTimeout(resolve, 200))
      }
    }
  }
  await Promise.all(Array.from({ length: 12 }, lane))
}

/** @returns false if the process has ended or is busy. @throws if the request itself is invalid */
async function isTaken(url, request) {
  let response
  let text
  try {
    response = await fetch(url, { ...request, signal: AbortSignal.timeout(60_000) })
    text = await response.text()
  } catch {
    return false
  }
  if (response.ok) return true
  if (response.status < 500 && response.status !== 429) throw new Error(`${response.status}: ${text}`)
  return false
}

/** Kills one after the other at random times; each restarts after a while. */
async function killSome({ members, kills, say }) {
  for (let count = 1; count <= kills; count += 1) {
    await new Promise((resolve) => setTimeout(resolve, 1_000 + Math.random() * 2_000))
    const victim = members[Math.floor(Math.random() * members.length)]
    await victim.kill()
    say(`kill -9 number ${count}: a ${victim.role}`)
    await victim.start()
  }
}

async function waitForAll({ sql, runs, say }) {
  const giveUpAt = Date.now() + 240_000
  for (;;) {
    const counts = await sql`select status, count(*)::int as count from runs group by status order by status`
    const ended = counts
      .filter(({ status }) => ['succeeded', 'failed', 'cancelled'].includes(status))
      .reduce((sum, { count }) => sum + count, 0)
    say(counts.map(({ status, count }) => `${count} ${status}`).join(', '))
    if (ended >= runs && ended === counts.reduce((sum, { count }) => sum + count, 0)) return
    if (Date.now() > giveUpAt) return
    await new Promise((resolve) => setTimeout(resolve, 2_000))
  }
}

async function inspect(sql) {
  const rows = await sql`select id, status, error, inputs, outputs, attempts from runs`
  const problems = []
  let recovered = 0
  let repeatedInFlight = 0
  const messages = new Set()
  for (const run of rows) {
    const { message } = run.inputs
    if (messages.has(message)) problems.push(`${message} was run twice`)
    messages.add(message)
    if (run.status !== 'succeeded') problems.push(`${run.id} is ${run.status}: ${run.error}`)
    else if (run.outputs.text !== expectedAnswer(message)) problems.push(`${run.id} answered ${run.outputs.text}`)
    const batches = await sql`select events from run_events where run_id = ${run.id} order by seq`
    const events = batches.flatMap(({ events }) => events).map(({ event }) => event)
    const ends = events.filter(({ type }) => type === 'node-end').map(({ path }) => path.join('/'))
    if (new Set(ends).size !== ends.length) problems.push(`${run.id} repeated a stored step`)
    if (run.status === 'succeeded' && ends.length !== 18) problems.push(`${run.id} has ${ends.length} steps`)
    if (events.some(({ type }) => type === 'run-resume')) recovered += 1
    repeatedInFlight += events.filter(({ type }) => type === 'node-start').length - ends.length
  }
  return { runs: rows.length, recovered, repeatedInFlight, problems }
}
