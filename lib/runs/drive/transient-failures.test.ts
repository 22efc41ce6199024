import { eq } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import { waits } from '@/lib/db/schema/waits'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { answerWait } from '@/lib/services/approvals/answer-pending-input'
import { sendCallbackJob } from '@/lib/services/callbacks/send-callback'
import { storedEvents } from '@/lib/services/runs/stored-events'
import type { System } from '@/lib/services/system'
import { faultyDatabase, type TransactionFault } from '../testing/faulty-database'
import { setUpRunStudio } from '../testing/run-studio'
import { processId } from './process-id'
import { claimAndDrive } from './resume-run'
import { startRun } from './start-run'

const harness = setUpRunStudio()
beforeEach(() => harness.studio.sentJobs.splice(0))

const approvalApp = chatApp(
  [{ id: 'ask', type: 'approval', config: { title: 'Send it?' } }],
  ['in.message -> ask.content', 'ask.approved -> out.text'],
)

/** A system whose first transactions fail with the error. */
function failing(...faults: TransactionFault[]): System & { db: System['db'] } {
  return { ...harness.system, db: faultyDatabase(harness.system.db, () => faults.shift() ?? null) }
}

const start = (system: System) =>
  startRun({ ...harness.request(approvalApp, system), origin: 'api', callback: { url: 'https://example.com/hook' } })
const { rowOf } = harness
const statusOf = async (runId: string) => (await rowOf(runId)).status
const callbacks = () => harness.studio.sentJobs.filter(({ kind }) => kind === sendCallbackJob.name)

async function answer(runId: string): Promise<void> {
  const [wait, ...others] = await harness.system.db.select().from(waits).where(eq(waits.runId, runId))
  expect(others).toEqual([])
  const waitId = wait?.id ?? expect.unreachable('nothing was asked')
  await answerWait(harness.system, {
    waitId,
    runId,
    workspaceId: harness.workspaceId,
    answer: { decision: 'approved' },
    answeredBy: null,
  })
}

const FAULTS: TransactionFault[][] = [
  ['refused', 'refused', 'refused'],
  ['unacknowledged', 'unacknowledged', 'unacknowledged'],
  [null, 'refused', 'refused', 'unacknowledged'],
  [null, 'unacknowledged', 'refused', 'unacknowledged'],
]

test.each(FAULTS)(
  'stores a pause and an end once, with their side effects, although transactions fail (%s, %s, %s, %s)',
  async (...faults) => {
    // The first transaction stores the question, the last one suspends the run.
    const { runId, active } = await start(failing(...faults))
    await active.settled.promise
    expect(await rowOf(runId)).toMatchObject({ status: 'paused', owner: null })
    await answer(runId)
    expect(await statusOf(runId)).toBe('queued')

    // The first transaction fences the previous driver, the last one ends the run.
    await (await claimAndDrive(failing(...faults), harness.address(runId)))?.done
    expect(await rowOf(runId)).toMatchObject({ status: 'succeeded', owner: null })
    expect(callbacks()).toHaveLength(1)
    const types = (await storedEvents(harness.system.db, runId)).map(({ event }) => event.type)
    for (const type of ['run-pause', 'run-resume', 'run-end'])
      expect(types.filter((each) => each === type)).toEqual([type])
  },
)

test('does not retry a permanent failure', async () => {
  let transactions = 0
  const db = new Proxy(harness.system.db, {
    get: (target, name) => {
      if (name !== 'transaction') return Reflect.get(target, name)
      transactions += 1
      return () => Promise.reject(new Error('a bug'))
    },
  })
  const { runId, active } = await start({ ...harness.system, db })
  await active.settled.promise
  expect(transactions).toBe(2)
  expect(await rowOf(runId)).toMatchObject({ status: 'running', owner: processId() })
})
