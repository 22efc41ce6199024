import http from 'node:http'
import { expect, test } from '@playwright/test'
import postgres from 'postgres'
import { startCluster } from '../../scripts/cluster.mjs'
import { startPostgres } from '../../scripts/services.mjs'
import { expectedAnswer, publishApp, startTarget, torture, tortureGraph } from '../../scripts/torture/torture.mjs'
import { makeDatabase, postgresUrl } from '../support/test-cluster'

test.skip(postgresUrl === '', 'needs a PostgreSQL: TEST_DATABASE_URL')
// Several servers start and are killed on two cores.
test.describe.configure({ timeout: 300_000 })

test('40 runs on four processes, some of which are killed, all complete correctly without repeated steps', async () => {
  const database = await makeDatabase()
  try {
    const found = await torture({
      databaseUrl: database.url,
      runs: 40,
      kills: 3,
      roles: ['web', 'web', 'worker', 'worker'],
    })
    expect(found.problems).toEqual([])
    expect(found.runs).toBe(40)
  } finally {
    await database.drop()
  }
})

test('two browsers on two processes follow one run; when its process stops, the other one resumes it', async ({
  browser,
}) => {
  const database = await makeDatabase()
  const target = await startTarget({ delayMs: 5_000 })
  const members = await startCluster({
    databaseUrl: database.url,
    roles: ['all', 'all'],
    env: { EGRESS_ALLOW: target.url },
  })
  try {
    const [first, second] = members.toSorted((left, right) => rank(left) - rank(right))
    if (!first || !second) throw new Error('two processes were asked for')
    const { appId } = await publishApp(first, tortureGraph(target.url))
    const context = await browser.newContext()
    const signIn = await context.request.post(`${first.url}/api/studio/session`, {
      headers: { origin: first.url },
      data: { email: 'ada@example.com', password: 'correct horse battery' },
    })
    expect(signIn.status()).toBe(200)

    const one = await context.newPage()
    await one.goto(`${first.url}/apps/${appId}`)
    await one.getByRole('button', { name: 'Run', exact: true }).first().click()
    const dock = one.getByRole('region', { name: 'Run and problems' })
    await dock.getByLabel('Message').fill('hello')
    await dock.getByRole('button', { name: 'Run', exact: true }).click()
    const runId = await waitForRun(database.url)
    // Opened now, because a tab in the background is slow.
    const other = await context.newPage()
    await other.goto(`${second.url}/runs/${runId}`)
    await expect(other.getByText('Running').first()).toBeVisible()

    // SIGTERM: the first drains for a few seconds, then the second resumes the run where it was.
    await first.stop()
    await expect(other.getByText('Succeeded').first()).toBeVisible({ timeout: 30_000 })
    await expect(other.getByText(expectedAnswer('hello')).first()).toBeVisible()
    expect(await countRepeated(database.url, runId)).toBe(0)
  } finally {
    await Promise.all(members.map((member) => member.stop()))
    target.stop()
    await database.drop()
  }
})

test('runs with the same key run one at a time across two workers, even when one is killed during a run', async () => {
  const database = await makeDatabase()
  const target = await startTarget({ delayMs: 400 })
  const members = await startCluster({
    databaseUrl: database.url,
    roles: ['web', 'worker', 'worker'],
    env: { EGRESS_ALLOW: target.url, LOG_LEVEL: 'silent' },
  })
  try {
    const [web, victim] = members
    if (!web || !victim) throw new Error('three processes were asked for')
    const { slug, keys } = await publishApp(web, tortureGraph(target.url))
    const url = `${web.url}/api/v1/apps/${slug}/runs`
    const headers = { authorization: `Bearer ${keys[0]}`, 'content-type': 'application/json', prefer: 'respond-async' }
    for (let index = 0; index < 12; index += 1) {
      const body = JSON.stringify({ inputs: { message: `m${index}` }, concurrencyKey: `customer ${index % 2}` })
      expect((await fetch(url, { method: 'POST', headers, body })).status).toBe(202)
    }
    await expect.poll(() => countEnded(database.url), { timeout: 60_000 }).toBeGreaterThanOrEqual(2)
    await victim.kill()
    await victim.start()
    await expect.poll(() => countEnded(database.url), { timeout: 180_000 }).toBe(12)
    const order = await timesOf(database.url)
    expect(order.every(({ status }) => status === 'succeeded')).toBe(true)
    for (const key of ['customer 0', 'customer 1']) {
      const mine = order.filter((run) => run.key === key)
      // In order of arrival, each after the end of the previous one.
      for (const [index, run] of mine.entries())
        expect(run.started).toBeGreaterThanOrEqual((mine[index - 1]?.ended ?? 0) - 50)
    }
  } finally {
    await Promise.all(members.map((member) => member.stop()))
    target.stop()
    await database.drop()
  }
})

test('when the database restarts during runs, the server reports it, recovers and loses nothing', async () => {
  // A separate one, because other tests use the shared PostgreSQL.
  const database = await startPostgres({ own: true })
  if (!database) throw new Error('PostgreSQL could not be started')
  const target = await startTarget({ delayMs: 1_500 })
  const [member] = await startCluster({
    databaseUrl: database.url,
    roles: ['all'],
    env: { EGRESS_ALLOW: target.url, LOG_LEVEL: 'silent' },
  })
  if (!member) throw new Error('one process was asked for')
  try {
    const { slug, keys } = await publishApp(member, tortureGraph(target.url))
    const url = `${member.url}/api/v1/apps/${slug}/runs`
    const headers = { authorization: `Bearer ${keys[0]}`, 'content-type': 'application/json', prefer: 'respond-async' }
    const ids: string[] = []
    for (let index = 0; index < 6; index += 1) {
      const body = JSON.stringify({ inputs: { message: `m${index}` } })
      const accepted = await fetch(url, { method: 'POST', headers, body })
      expect(accepted.status).toBe(202)
      ids.push((await accepted.json()).runId)
    }
    const restarted = database.restart(2_000)
    await expect.poll(() => statusOf(`${member.url}/api/health/ready`), { timeout: 10_000 }).toBe(503)
    expect(await statusOf(`${member.url}/api/health/live`)).toBe(200)
    await restarted
    await expect.poll(() => statusOf(`${member.url}/api/health/ready`), { timeout: 30_000 }).toBe(200)
    for (const [index, id] of ids.entries()) {
      const run = async () => (await fetch(`${url}/${id}`, { headers })).json()
      await expect.poll(async () => (await run()).status, { timeout: 60_000 }).toBe('succeeded')
      expect((await run()).answer).toBe(expectedAnswer(`m${index}`))
      expect(await countRepeated(database.url, id)).toBe(0)
    }
  } finally {
    await member.stop()
    target.stop()
    database.stop()
  }
})

test('two processes behind one port, as npm start runs them: both respond, a killed one restarts and gets its share of connections, a stop ends all', async () => {
  const database = await makeDatabase()
  const target = await startTarget({ delayMs: 5 })
  const [member] = await startCluster({
    databaseUrl: database.url,
    roles: ['all'],
    processes: 2,
    env: { EGRESS_ALLOW: target.url },
  })
  if (!member) throw new Error('one member was asked for')
  try {
    const { slug, keys } = await publishApp(member, tortureGraph(target.url))
    const url = `${member.url}/api/v1/apps/${slug}/runs`
    const headers = { authorization: `Bearer ${keys[0]}`, 'content-type': 'application/json' }
    const run = async (message: string) => {
      const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ inputs: { message } }) })
      return [response.status, (await response.json()).answer]
    }
    await expect.poll(() => answering(member.url), { timeout: 60_000 }).toHaveLength(2)
    for (const message of ['one', 'two']) expect(await run(message)).toEqual([200, expectedAnswer(message)])

    // The process that started first also runs the queue; the other one keeps serving without it.
    const [first = 0, second = 0] = await answering(member.url)
    process.kill(first, 'SIGKILL')
    await expect.poll(() => isAlive(first)).toBe(false)
    expect(await answering(member.url)).toEqual([second])
    expect(await run('alone')).toEqual([200, expectedAnswer('alone')])
    const keepAliveAgents = Array.from({ length: 6 }, () => new http.Agent({ keepAlive: true, maxSockets: 1 }))
    expect(new Set(await Promise.all(keepAliveAgents.map((agent) => pidBehind(member.url, agent))))).toEqual(
      new Set([second]),
    )
    await expect.poll(() => answering(member.url), { timeout: 60_000 }).toHaveLength(2)
    const pids = await answering(member.url)
    expect(pids).toContain(second)
    // Busy kept-alive connections are closed, a few at a time, until each process has three.
    const isEven = async () =>
      (await Promise.all(keepAliveAgents.map((agent) => pidBehind(member.url, agent)))).filter((pid) => pid === second)
        .length === 3
    await expect.poll(isEven, { intervals: [1], timeout: 60_000 }).toBe(true)
    for (const agent of keepAliveAgents) agent.destroy()

    await member.stop()
    expect(pids.filter(isAlive)).toEqual([])
  } finally {
    await member.stop()
    target.stop()
    await database.drop()
  }
})

/**
 * The processes behind an address, oldest first. Twelve connections reach only one of two about once in two thousand
 * times.
 */
async function answering(url: string): Promise<number[]> {
  const pids = new Set<number>()
  for (let index = 0; index < 12; index += 1) pids.add(await pidBehind(url))
  return [...pids].toSorted((left, right) => left - right)
}

const pidBehind = (url: string, agent: http.Agent | false = false) =>
  new Promise<number>((resolve, reject) => {
    const request = http.get(`${url}/api/health/live`, { agent }, async (response) => {
      resolve(JSON.parse(Buffer.concat(await response.toArray()).toString()).pid)
    })
    request.once('error', reject)
  })

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

const statusOf = async (url: string) => (await fetch(url)).status

const rank = (member: { firstLine: string }) => (member.firstLine.includes('setup=') ? 0 : 1)

async function waitForRun(url: string): Promise<string> {
  const sql = postgres(url, { max: 1 })
  try {
    const ids = async () => (await sql<{ id: string }[]>`select id from runs limit 1`).map(({ id }) => id)
    await expect.poll(ids, { timeout: 60_000 }).toHaveLength(1)
    return (await ids())[0] ?? ''
  } finally {
    await sql.end()
  }
}

async function countEnded(url: string): Promise<number> {
  return (await timesOf(url)).filter(({ ended }) => ended > 0).length
}

interface RunTimes {
  key: string
  status: string
  started: number
  ended: number
}

async function timesOf(url: string): Promise<RunTimes[]> {
  const sql = postgres(url, { max: 1 })
  try {
    return await sql<RunTimes[]>`
      select concurrency_key as key, status, coalesce(extract(epoch from started_at) * 1000, 0)::float8 as started,
        coalesce(extract(epoch from ended_at) * 1000, 0)::float8 as ended
      from runs where concurrency_key is not null order by created_at`
  } finally {
    await sql.end()
  }
}

async function countRepeated(url: string, runId: string): Promise<number> {
  const sql = postgres(url, { max: 1 })
  try {
    const rows = await sql<{ events: { event: { type: string; path?: string[] } }[] }[]>`
      select events from run_events where run_id = ${runId}`
    const ends = rows
      .flatMap(({ events }) => events)
      .flatMap(({ event }) => (event.type === 'node-end' ? [event.path?.join('/')] : []))
    return ends.length - new Set(ends).size
  } finally {
    await sql.end()
  }
}
