import { expect, test } from '@playwright/test'
import postgres from 'postgres'
import { startCluster } from '../scripts/cluster.mjs'
import { expectedAnswer, publishApp, startTarget, torture, tortureGraph } from '../scripts/torture.mjs'
import { makeDatabase, postgresUrl } from './support/test-cluster'

test.skip(postgresUrl === '', 'needs a PostgreSQL: TEST_DATABASE_URL')

test('40 runs on four processes, some of which are killed: every run ends right, nothing stored is repeated', async () => {
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

test('two browsers on two processes watch one run; when its process stops, it goes on in the other one before both', async ({
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

    const [one, other] = [await context.newPage(), await context.newPage()]
    await one.goto(`${first.url}/apps/${appId}`)
    await one.getByRole('button', { name: 'Run', exact: true }).first().click()
    await one.getByLabel('Message').fill('hello')
    await one.getByRole('button', { name: /^Run/ }).last().click()
    const runId = await waitForRun(database.url)
    await other.goto(`${second.url}/runs/${runId}`)
    await expect(other.getByText('Running').first()).toBeVisible()

    // SIGTERM: the run is handed over within a second and goes on where it was.
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

const rank = (member: { firstLine: string }) => (member.firstLine.includes('setup=') ? 0 : 1)

async function waitForRun(url: string): Promise<string> {
  const sql = postgres(url, { max: 1 })
  try {
    for (;;) {
      const [row] = await sql<{ id: string }[]>`select id from runs limit 1`
      if (row) return row.id
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
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
