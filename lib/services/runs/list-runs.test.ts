import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillWorkspace } from '@/lib/api/testing/fill-workspace'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import { listRuns, RunSort } from '@/lib/contracts/runs'
import { newId } from '@/lib/core/new-id'
import { runs } from '@/lib/db/schema/runs'

let studio: TestStudio
let person: TestPerson
const expected: { id: string; durationMs: number | null; costMicros: number | null }[] = []

/** Equal times, inexact fractions and missing values, with which cursors typically fail. */
const TIMES = [null, 12, 0.1 + 0.2, 12, null, 1e-7, 1e21, 12, 0]
const COSTS = [5, null, 5, 0, 9_000_000_000_000_000, null, 5, 1, null]

beforeAll(async () => {
  studio = await createTestStudio()
  person = await studio.signUp('owner')
  const { appId } = await fillWorkspace(studio.system, person.workspaceId)
  await studio.system.db.delete(runs).where(eq(runs.workspaceId, person.workspaceId))
  for (const [index, durationMs] of TIMES.entries())
    expected.push({ id: newId(), durationMs, costMicros: COSTS[index] ?? null })
  await studio.system.db.insert(runs).values(
    expected.map((run, index) => ({
      ...run,
      workspaceId: person.workspaceId,
      appId,
      planHash: 'h',
      origin: 'studio' as const,
      status: 'succeeded' as const,
      preview: `question ${index}`,
      error: index === 3 ? 'The kettle is 100% dry' : null,
      inputs: {},
      labels: {},
    })),
  )
})
afterAll(() => studio.close())

test.each(RunSort.options)(
  'pages of the %s runs contain each run once, in the order of the whole list',
  async (sort) => {
    const complete = await list({ sort })
    expect(complete.runs).toHaveLength(expected.length)
    for (const limit of [1, 2, 4]) {
      const ids: string[] = []
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const page: Awaited<ReturnType<typeof list>> = await list({ sort, limit, ...(cursor ? { cursor } : {}) })
        ids.push(...page.runs.map((run) => run.id))
        cursor = page.nextCursor
      }
      expect(ids).toEqual(complete.runs.map((run) => run.id))
    }
  },
)

test('each order matches its name, and runs without a value come last', async () => {
  const byId = expected.map((run) => run.id).sort()
  expect((await list({ sort: 'oldest' })).runs.map((run) => run.id)).toEqual(byId)
  expect((await list({ sort: 'newest' })).runs.map((run) => run.id)).toEqual(byId.toReversed())
  expect((await list({ sort: 'slowest' })).runs.map((run) => run.durationMs)).toEqual([
    1e21,
    12,
    12,
    12,
    0.1 + 0.2,
    1e-7,
    0,
    null,
    null,
  ])
  expect((await list({ sort: 'costliest' })).runs.map((run) => run.costMicros)).toEqual([
    9_000_000_000_000_000,
    5,
    5,
    5,
    1,
    0,
    null,
    null,
    null,
  ])
})

test('finds words in inputs and in errors, as they are written', async () => {
  expect((await list({ search: 'QUESTION 4' })).runs).toHaveLength(1)
  expect((await list({ search: '100% dry' })).runs).toHaveLength(1)
  expect((await list({ search: '%' })).runs).toHaveLength(1)
})

test('a search through many runs reads 20,000 per page, and finds each match once in every order', async () => {
  const crowd = await studio.signUp('owner')
  const { appId } = await fillWorkspace(studio.system, crowd.workspaceId)
  const { db } = studio.system
  await db.delete(runs).where(eq(runs.workspaceId, crowd.workspaceId))
  await db.execute(sql`insert into runs
      (id, workspace_id, app_id, plan_hash, origin, status, preview, inputs, labels, duration_ms, cost_micros)
    select (lpad(to_hex(1764000000000 + n), 12, '0') || '70008' || lpad(to_hex(n), 15, '0'))::uuid,
      ${crowd.workspaceId}::uuid, ${appId}::uuid, '', 'api', case when n in (20, 45000) then 'cancelled' else 'succeeded' end,
      case when n in (20, 25000, 45000) then 'needle' else 'hay' end, '{}', '{}', n % 7, 45000 - n
    from generate_series(1, 45000) as n`)
  const searches = { 'search=needle': 3, 'status=cancelled': 2, 'version=7': 0 }
  for (const sort of RunSort.options) {
    for (const [filter, matches] of Object.entries(searches)) {
      const pages: string[][] = []
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const from: string = cursor === undefined ? '' : `&cursor=${cursor}`
        const page = listRuns.response.parse(await (await call(`sort=${sort}&${filter}${from}`, crowd)).json())
        pages.push(page.runs.map((run) => run.id))
        cursor = page.nextCursor
      }
      expect(pages).toHaveLength(3)
      expect(pages.flat()).toHaveLength(matches)
      expect(new Set(pages.flat()).size).toBe(matches)
    }
  }
}, 60_000)

test('rejects a cursor of another order, and text that is not a cursor', async () => {
  for (const query of [
    `sort=slowest&cursor=${expected[0]?.id}`,
    'cursor=1_2',
    "cursor=1'or'1",
    `cursor=NaN_${expected[0]?.id}`,
  ]) {
    expect((await call(query)).status).toBe(400)
  }
})

function call(query: string, caller = person): Promise<Response> {
  return studio.call({ method: 'GET', path: `/api/studio/runs?${query}`, person: caller })
}

async function list(query: Record<string, string | number>) {
  const response = await call(
    new URLSearchParams(Object.entries(query).map(([key, value]) => [key, `${value}`])).toString(),
  )
  expect(response.status).toBe(200)
  return listRuns.response.parse(await response.json())
}
