import http from 'node:http'
import { expect, test } from '@playwright/test'
import { startCluster } from '../../scripts/cluster.mjs'
import { expectedAnswer, publishApp, startTarget, tortureGraph } from '../../scripts/torture/torture.mjs'
import { makeDatabase, postgresUrl } from '../support/test-cluster'

test.skip(postgresUrl === '', 'needs a PostgreSQL: TEST_DATABASE_URL')
test.describe.configure({ timeout: 300_000 })

const CLIENTS = 8

test('two processes behind one port restart one after the other without failed requests', async () => {
  const database = await makeDatabase()
  const target = await startTarget({ delayMs: 80 })
  const [member] = await startCluster({
    databaseUrl: database.url,
    roles: ['all'],
    processes: 2,
    env: { EGRESS_ALLOW: target.url, PUBLIC_RATE_FACTOR: '10000', DRAIN_SECONDS: '1', DRAIN_REQUESTS_SECONDS: '60' },
  })
  if (!member) throw new Error('one member was asked for')
  try {
    const { slug, keys } = await publishApp(member, tortureGraph(target.url))
    await expect.poll(async () => (await processes(member.url)).size, { timeout: 60_000 }).toBe(2)
    const load = startLoad(`${member.url}/api/v1/apps/${slug}/runs`, keys[0] ?? '')
    await expect.poll(() => load.answers(), { timeout: 60_000 }).toBeGreaterThan(CLIENTS)
    for (const pid of await processes(member.url)) {
      process.kill(pid, 'SIGTERM')
      await expect.poll(() => isAlive(pid), { timeout: 90_000 }).toBe(false)
      // `npm start` restarts it; the next one is stopped when both respond.
      await expect
        .poll(async () => [...(await processes(member.url))].filter((other) => other !== pid).length, {
          timeout: 90_000,
        })
        .toBe(2)
    }
    const { answers, failures } = await load.stop()
    expect(failures).toEqual([])
    expect(answers).toBeGreaterThan(4 * CLIENTS)
  } finally {
    await member.stop()
    target.stop()
    await database.drop()
  }
})

/** Clients with kept-alive connections that send the next request after each response. */
function startLoad(url: string, key: string) {
  let isOver = false
  let answers = 0
  const failures: string[] = []
  const client = async (index: number) => {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
    for (let count = 0; !isOver; count += 1) {
      const message = `m${index}-${count}`
      const response = await post(url, { key, agent, body: { inputs: { message } } })
      if (response === expectedAnswer(message)) answers += 1
      else failures.push(response)
    }
    agent.destroy()
  }
  const clients = Array.from({ length: CLIENTS }, (_, index) => client(index))
  return {
    answers: () => answers,
    stop: async () => {
      isOver = true
      await Promise.all(clients)
      return { answers, failures }
    },
  }
}

function post(url: string, { key, agent, body }: { key: string; agent: http.Agent; body: unknown }): Promise<string> {
  return new Promise((resolve) => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
    const request = http.request(url, { method: 'POST', headers, agent }, (response) => {
      let text = ''
      response.on('data', (part) => (text += part))
      response.on('error', (error) => resolve(`cut: ${error.message}`))
      response.on('end', () => resolve(response.statusCode === 200 ? JSON.parse(text).answer : text))
    })
    request.on('error', (error) => resolve(`failed: ${error.message}`))
    request.end(JSON.stringify(body))
  })
}

/** The kernel assigns connections randomly: twenty new ones reach both processes. */
async function processes(url: string): Promise<Set<number>> {
  const pids = await Promise.all(
    Array.from({ length: 20 }, () =>
      fetch(`${url}/api/health/live`, { headers: { connection: 'close' } })
        .then((response) => response.json())
        .then(({ pid }: { pid: number }) => pid)
        .catch(() => null),
    ),
  )
  return new Set(pids.filter((pid) => pid !== null))
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
