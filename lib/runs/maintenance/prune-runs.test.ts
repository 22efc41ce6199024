import { eq, inArray, sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillWorkspace } from '@/lib/api/testing/fill-workspace'
import { createTestStudio, type TestStudio } from '@/lib/api/testing/test-studio'
import { newId } from '@/lib/core/new-id'
import { rows } from '@/lib/db/database'
import { appFiles } from '@/lib/db/schema/app-files'
import { workspaces } from '@/lib/db/schema/auth'
import { runFeedback } from '@/lib/db/schema/datasets'
import { purgedDocuments } from '@/lib/db/schema/knowledge'
import { knowledgeSearches } from '@/lib/db/schema/retrieval-lab'
import { runChunks, runEvents, runs } from '@/lib/db/schema/runs'
import { appVariables } from '@/lib/db/schema/variables'
import { putFile, readFile } from '@/lib/files/store'
import { deleteOld } from './delete-old'
import { findOrphans } from './find-orphans'
import { pruneRuns } from './prune-runs'
import { sweepOrphans } from './sweep-orphans'

let studio: TestStudio
const DAY_MS = 24 * 60 * 60 * 1_000
const NOW = Date.now()

beforeAll(async () => {
  studio = await createTestStudio()
})
afterAll(() => studio.close())

async function runOf(daysAgo: number, appKey: { workspaceId: string; appId: string }, status: 'succeeded' | 'paused') {
  const id = newId(NOW - daysAgo * DAY_MS)
  await studio.system.db
    .insert(runs)
    .values({ id, ...appKey, planHash: 'h', origin: 'api', status, preview: '', inputs: {}, labels: {} })
  const event = { type: 'run-pause' as const, atMs: 0 }
  await studio.system.db.insert(runEvents).values({ runId: id, seq: 1, writer: 'w', events: [{ seq: 1, event }] })
  await studio.system.db.insert(runFeedback).values({ ...appKey, runId: id, author: 'end:x', rating: 'down' })
  return id
}

test('deletes ended runs after the retention period of their workspace, with their events; paused ones stay', async () => {
  const owner = await studio.signUp('owner')
  const { appId } = await fillWorkspace(studio.system, owner.workspaceId)
  const appKey = { workspaceId: owner.workspaceId, appId }
  const other = await studio.signUp('owner')
  const otherAppKey = {
    workspaceId: other.workspaceId,
    appId: (await fillWorkspace(studio.system, other.workspaceId)).appId,
  }
  const ids = {
    old: await runOf(31, appKey, 'succeeded'),
    fresh: await runOf(29, appKey, 'succeeded'),
    paused: await runOf(400, appKey, 'paused'),
    kept: await runOf(400, otherAppKey, 'succeeded'),
  }
  const call = { method: 'PUT', path: '/api/studio/workspace/retention', body: { days: null }, person: other }
  expect((await studio.call(call)).status).toBe(200)

  await pruneRuns(studio.system, NOW)
  const left = await studio.system.db
    .select({ id: runs.id })
    .from(runs)
    .where(inArray(runs.id, Object.values(ids)))
  expect(left.map(({ id }) => id).toSorted()).toEqual([ids.fresh, ids.paused, ids.kept].toSorted())
  const events = await studio.system.db
    .select({ runId: runEvents.runId })
    .from(runEvents)
    .where(inArray(runEvents.runId, Object.values(ids)))
  expect(events).toHaveLength(3)
  const rows = await studio.system.db
    .select({ runId: runFeedback.runId })
    .from(runFeedback)
    .where(inArray(runFeedback.runId, Object.values(ids)))
  expect(rows).toHaveLength(3)
})

test('forgets deleted documents that no remaining run can have read, except restricted ones', async () => {
  const { db } = studio.system
  const { workspaceId } = await studio.signUp('owner')
  const appKey = { workspaceId, appId: (await fillWorkspace(studio.system, workspaceId)).appId }
  const { workspaceId: elsewhere } = await studio.signUp('owner')
  const paused = await runOf(50, appKey, 'paused')
  const old = (daysAgo: number, access: string[] | null, of = workspaceId) => ({
    id: newId(NOW - daysAgo * DAY_MS),
    workspaceId: of,
    access,
    goneAt: new Date(NOW - daysAgo * DAY_MS),
  })
  const all = [old(60, null), old(60, []), old(55, []), old(40, null), old(1, null), old(60, null, elsewhere)]
  await db.insert(purgedDocuments).values(all)
  const left = async () => {
    const remainingRows = await db
      .select({ id: purgedDocuments.id })
      .from(purgedDocuments)
      .where(eq(purgedDocuments.workspaceId, workspaceId))
    return all.flatMap(({ id }, index) => (remainingRows.some((row) => row.id === id) ? [index] : []))
  }
  await pruneRuns(studio.system, NOW)
  // A run created fifty days ago still waits.
  expect(await left()).toEqual([2, 3, 4])
  await db.update(runs).set({ status: 'succeeded' }).where(eq(runs.id, paused))
  await pruneRuns(studio.system, NOW)
  expect(await left()).toEqual([2, 4])
})

test('deletes variables of conversations and end users after the retention period; those of an app stay', async () => {
  const { db } = studio.system
  const { workspaceId } = await studio.signUp('owner')
  const { appId } = await fillWorkspace(studio.system, workspaceId)
  const ofApp = { workspaceId, appId, environment: 'production', stored: { value: 1 }, revision: 1 }
  await db.delete(appVariables).where(eq(appVariables.workspaceId, workspaceId))
  for (const scope of ['conversation', 'user', 'app'] as const)
    for (const daysAgo of [60, 1]) {
      const updatedAt = new Date(NOW - daysAgo * DAY_MS)
      await db.insert(appVariables).values({ ...ofApp, scope, scopeKey: 'k', name: `${scope}${daysAgo}`, updatedAt })
    }
  await pruneRuns(studio.system, NOW)
  const left = await db.select().from(appVariables).where(eq(appVariables.workspaceId, workspaceId))
  expect(left.map(({ name }) => name).toSorted()).toEqual(['app1', 'app60', 'conversation1', 'user1'])
})

test('sweeps leftovers of a run whose workspace was deleted, and nothing else', async () => {
  const { db } = studio.system
  const owner = await studio.signUp('owner')
  const appKey = {
    workspaceId: owner.workspaceId,
    appId: (await fillWorkspace(studio.system, owner.workspaceId)).appId,
  }
  const keptRun = await runOf(3, appKey, 'succeeded')
  const [old, young] = [newId(NOW - 2 * DAY_MS), newId(NOW)]
  for (const runId of [old, young]) {
    await db.insert(runEvents).values({ runId, seq: 1, writer: 'w', events: [] })
    await db.insert(runChunks).values({ runId, seq: 1, events: [] })
  }
  const left = async () => {
    const rows = [...(await db.select().from(runEvents)), ...(await db.select().from(runChunks))]
    return [keptRun, old, young].map((id) => rows.filter(({ runId }) => runId === id).length)
  }
  expect(await left()).toEqual([1, 2, 2])
  // Starts after the position of the last call and wraps around.
  expect(await sweepOrphans(studio.system, old, NOW)).toBeNull()
  expect(await left()).toEqual([1, 2, 2])
  expect(await sweepOrphans(studio.system, null, NOW)).toBeNull()
  expect(await left()).toEqual([1, 0, 2])
})

test('deletes orphans in several calls if there are too many for one', async () => {
  const { db } = studio.system
  const orphans = Array.from({ length: 1_500 }, (_, index) => newId(NOW - 3 * DAY_MS + index))
  await db.insert(runEvents).values(orphans.map((runId) => ({ runId, seq: 1, writer: 'w', events: [] })))
  await db.insert(runChunks).values(orphans.map((runId) => ({ runId, seq: 1, events: [] })))
  const first = await sweepOrphans(studio.system, null, NOW)
  expect(first).toBe(orphans[999])
  expect(await sweepOrphans(studio.system, first, NOW)).toBeNull()
  for (const table of [runEvents, runChunks])
    expect(await db.select().from(table).where(inArray(table.runId, orphans))).toEqual([])
})

test('finds orphans with indexes and reads only a range of the runs', async () => {
  const { db } = studio.system
  const range = { after: newId(NOW - 9 * DAY_MS), to: newId(NOW - 8 * DAY_MS), before: newId(NOW) }
  const plan = await db.transaction(async (tx) => {
    // Otherwise small tables are scanned.
    for (const setting of ['enable_seqscan', 'enable_bitmapscan'])
      await tx.execute(sql.raw(`set local ${setting} = off`))
    return rows<{ 'QUERY PLAN': string }>(await tx.execute(sql`explain ${findOrphans(db, runEvents, range)}`))
  })
  const text = plan.map((row) => row['QUERY PLAN']).join('\n')
  expect(text).not.toContain('Seq Scan')
  expect(text).toMatch(/on runs.*\n\s*Index Cond: .*id > '/)
  expect(text).toMatch(/on run_events.*\n\s*Index Cond: .*run_id > '/)
})

test('sweeps runs and events stored after their workspace was deleted', async () => {
  const { db } = studio.system
  const storeIn = async ({ workspaceId }: { workspaceId: string }) => {
    const { appId } = await fillWorkspace(studio.system, workspaceId)
    return runOf(2, { workspaceId, appId }, 'succeeded')
  }
  const [owner, other] = [await studio.signUp('owner'), await studio.signUp('owner')]
  const [there, old] = [await storeIn(owner), await storeIn(other)]
  await db.delete(workspaces).where(eq(workspaces.id, other.workspaceId))
  await sweepOrphans(studio.system, null, NOW)
  const left = await Promise.all([
    db
      .select({ id: runs.id })
      .from(runs)
      .where(inArray(runs.id, [there, old])),
    db
      .select({ id: runEvents.runId })
      .from(runEvents)
      .where(inArray(runEvents.runId, [there, old])),
  ])
  expect(left).toEqual([[{ id: there }], [{ id: there }]])
})

test('sweeps searches and files of a deleted run, including bytes, and keeps those of others', async () => {
  const { db } = studio.system
  const { workspaceId } = await studio.signUp('owner')
  const { appId, knowledgeBaseId } = await fillWorkspace(studio.system, workspaceId)
  const keptRun = await runOf(3, { workspaceId, appId }, 'succeeded')
  const [old, young] = [newId(NOW - 2 * DAY_MS), newId(NOW)]
  const search = { workspaceId, knowledgeBaseId, query: 'q', confidence: 1, givenCount: 1 }
  const files = new Map<string, string>()
  for (const runId of [keptRun, old, young]) {
    await db.insert(knowledgeSearches).values({ ...search, runId })
    const id = await putFile(workspaceId, Uint8Array.of(1))
    files.set(id, runId)
    const kind = { name: 'a.mp3', mediaType: 'audio/mpeg', sizeBytes: 1, sha256: '' }
    await db.insert(appFiles).values({ id, workspaceId, appId, runId, ...kind })
  }
  await sweepOrphans(studio.system, null, NOW)
  const left = new Set([keptRun, young])
  for (const table of [knowledgeSearches, appFiles]) {
    const rows = await db
      .select({ runId: table.runId })
      .from(table)
      .where(inArray(table.runId, [keptRun, old, young]))
    expect(new Set(rows.map(({ runId }) => runId))).toEqual(left)
  }
  for (const [id, runId] of files) {
    const bytes = readFile(workspaceId, id)
    if (runId === old) await expect(bytes).rejects.toMatchObject({ code: 'NOT_FOUND' })
    else expect([...(await bytes)]).toEqual([1])
  }
})

test('deletes nothing while the clock is not trusted', async () => {
  const owner = await studio.signUp('owner')
  const { appId } = await fillWorkspace(studio.system, owner.workspaceId)
  const id = await runOf(31, { workspaceId: owner.workspaceId, appId }, 'succeeded')
  const isThere = async () => (await studio.system.db.select().from(runs).where(eq(runs.id, id))).length === 1
  await deleteOld(studio.system, { isTrusted: () => false })
  expect(await isThere()).toBe(true)
  await deleteOld(studio.system, { isTrusted: () => true })
  expect(await isThere()).toBe(false)
})
