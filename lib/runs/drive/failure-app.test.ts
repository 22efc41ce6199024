import { and, eq } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import { newId } from '@/lib/core/new-id'
import { apps, environments, versions } from '@/lib/db/schema/apps'
import { runs } from '@/lib/db/schema/runs'
import type { Graph } from '@/lib/graph/graph'
import { manifestOf } from '@/lib/nodes/manifests.gen'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { type FailureRunData, failureRunJob } from '@/lib/services/failure-apps/failure-run-job'
import { startFailureRun } from '@/lib/services/failure-apps/start-failure-run'
import { type CrashPoint, crashingProcess } from '../testing/crashing-process'
import { setUpRunStudio } from '../testing/run-studio'
import { enqueueRun } from './enqueue-run'
import { claimAndDrive } from './resume-run'
import type { StartRun } from './types'

// Only the embedded client can be interrupted at a statement. The order of statements is the same on PostgreSQL.
const onEmbedded = test.skipIf(process.env.TEST_DATABASE === 'postgres')
const harness = setUpRunStudio()

const failing = chatApp(
  [{ id: 'calc', type: 'math', config: { expression: '{{amount}} / 0' } }],
  ['in.message -> calc.amount', 'calc.text -> out.text'],
)
const FIELDS = ['run', 'link', 'version', 'node', 'code', 'message', 'environment', 'app', 'inputs', 'failures']

function reporter(): Graph {
  const graph = chatApp(
    [{ id: 'say', type: 'template', config: { text: 'Reported' } }],
    ['in.run -> say.when', 'say.text -> out.text'],
  )
  const fields = FIELDS.map((name) => ({ kind: 'paragraph', name, label: name, required: false }))
  const nodes = graph.nodes.map((node) => (node.id === 'in' ? { ...node, config: { mode: 'form', fields } } : node))
  return { ...graph, nodes }
}

let appId: string
let targetId: string
beforeEach(async () => {
  appId = await publish(failing)
  targetId = await publish(reporter())
  await setTarget({ appId: targetId, sendsInputs: false })
})

async function publish(graph: Graph, environment = 'production'): Promise<string> {
  const { db } = harness.system
  const [id, versionId] = [newId(), newId()]
  const { workspaceId } = harness
  expect(graph.nodes.every(({ type }) => manifestOf(type))).toBe(true)
  await db.insert(apps).values({ id, workspaceId, name: 'Reporter', kind: 'form', draft: graph })
  await db
    .insert(versions)
    .values({ id: versionId, workspaceId, appId: id, number: 1, author: 'Test', graph, hash: newId() })
  await db.insert(environments).values({ appId: id, workspaceId, name: environment, versionId })
  return id
}

const setTarget = (onFailure: { appId: string; sendsInputs: boolean } | null) =>
  harness.system.db
    .update(apps)
    .set({ onFailure })
    .where(and(eq(apps.id, appId), eq(apps.workspaceId, harness.workspaceId)))

const live = () => ({ version: { id: newId(), number: 7 }, environment: 'production', origin: 'api' }) as const
const jobs = () =>
  harness.studio.sentJobs.filter(({ kind }) => kind === failureRunJob.name).map(({ data }) => data as FailureRunData)

async function fail(overrides: Partial<StartRun> = live(), graph = failing) {
  const { id } = await enqueueRun({ ...harness.request(graph), appId, inputs: { message: '5' }, ...overrides })
  await (await claimAndDrive(harness.system, harness.address(id)))?.done
  expect((await harness.rowOf(id)).status).toBe('failed')
  return id
}

const jobOf = (runId: string) => jobs().filter((data) => data.runId === runId)
const reportsOf = (runId: string) =>
  harness.system.db
    .select()
    .from(runs)
    .where(and(eq(runs.failureOf, runId), eq(runs.workspaceId, harness.workspaceId)))
const allReports = () =>
  harness.system.db
    .select()
    .from(runs)
    .where(and(eq(runs.appId, targetId), eq(runs.workspaceId, harness.workspaceId)))

async function startJobs(runId: string): Promise<void> {
  for (const data of jobOf(runId)) await startFailureRun(harness.system, data)
}

test('a failed run starts the app on failure once, with what happened', async () => {
  const id = await fail()
  expect(jobOf(id)).toHaveLength(1)
  await startJobs(id)
  await startJobs(id)
  const [report, ...others] = await reportsOf(id)
  expect(others).toEqual([])
  expect(report).toMatchObject({ appId: targetId, origin: 'failure', environment: 'production', status: 'queued' })
  expect(report?.inputs).toMatchObject({ run: id, node: 'calc', environment: 'production' })
  expect(report?.inputs.link).toMatch(new RegExp(`^http.*/runs/${id}$`))
  expect(report?.inputs).not.toHaveProperty('inputs')
  await (await claimAndDrive(harness.system, harness.address(report?.id ?? '')))?.done
  expect((await harness.rowOf(report?.id ?? '')).outputs).toMatchObject({ text: 'Reported' })
})

test('sends the inputs of the failed run only when the setting allows it', async () => {
  await setTarget({ appId: targetId, sendsInputs: true })
  const id = await fail()
  await startJobs(id)
  const [report] = await reportsOf(id)
  expect(JSON.parse(String(report?.inputs.inputs))).toEqual({ message: '5' })
})

test('drafts, shadow runs and reports of failures start no other app', async () => {
  for (const overrides of [
    {},
    { ...live(), origin: 'shadow', shadowOf: newId() } as const,
    { ...live(), origin: 'failure' } as const,
  ])
    expect(jobOf(await fail(overrides))).toEqual([])
  await setTarget(null)
  expect(jobOf(await fail())).toEqual([])
})

test('waits for the app on failure to be published in the same environment', async () => {
  const id = await fail({ ...live(), environment: 'staging' })
  const [data] = jobOf(id)
  await expect(startFailureRun(harness.system, data ?? expect.unreachable())).rejects.toThrow('not published')
  expect(await reportsOf(id)).toEqual([])
})

test('combines more than sixty failures of a minute into one report, and loses none', async () => {
  const ids: string[] = []
  for (let index = 0; index < 63; index += 1) ids.push(await fail())
  for (const id of ids) await startJobs(id)
  expect(await allReports()).toHaveLength(60)
  const [combined] = jobs().filter(({ runId, sinceMs }) => runId === null && sinceMs > 0)
  await startFailureRun(harness.system, combined ?? expect.unreachable('no combined report'))
  const reports = await allReports()
  expect(reports).toHaveLength(61)
  const listed = reports.flatMap(({ inputs }) => JSON.parse(String(inputs.failures)) as { run: string }[])
  expect(listed.map(({ run }) => run).toSorted()).toEqual(ids.toSorted())
}, 60_000)

onEmbedded(
  'is queued once, whichever statement the process is killed at',
  async () => {
    const drive = async (point: CrashPoint | null) => {
      const { id } = await enqueueRun({ ...harness.request(failing), appId, inputs: { message: '5' }, ...live() })
      let count = 0
      for (let attempt = 0; attempt < 5 && (await harness.rowOf(id)).status !== 'failed'; attempt += 1) {
        const process = crashingProcess(harness.system, attempt === 0 ? point : null)
        const driving = claimAndDrive(process.system, harness.address(id)).then((claimed) => claimed?.done)
        await Promise.race([driving, process.crashed])
        if (attempt === 0) count = process.statements()
      }
      await startJobs(id)
      return { count, reports: (await reportsOf(id)).length }
    }
    const { count } = await drive(null)
    expect(count).toBeGreaterThan(3)
    for (let statement = 1; statement <= count; statement += 1)
      for (const when of ['before', 'after'] as const) {
        await harness.system.db
          .delete(runs)
          .where(and(eq(runs.appId, targetId), eq(runs.workspaceId, harness.workspaceId)))
        const { reports } = await drive({ statement, when })
        expect([statement, when, reports]).toEqual([statement, when, 1])
      }
  },
  120_000,
)
