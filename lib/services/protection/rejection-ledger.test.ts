import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestStudio, type TestPerson, type TestStudio } from '@/lib/api/testing/test-studio'
import { readAbuse } from '@/lib/contracts/protection'
import { rejectionCounts } from '@/lib/db/schema/protection'
import { RejectionLedger } from './rejection-ledger'

let studio: TestStudio
let owner: TestPerson

beforeAll(async () => {
  studio = await createTestStudio()
  owner = await studio.signUp('owner')
})
afterAll(() => studio.close())

test('five-minute sums keep the time of the last rejection over all processes', async () => {
  const { db } = studio.system
  const slot = Math.floor(Date.now() / 300_000 - 1) * 300_000
  let nowMs = slot
  const secondsAfterSlot = (second: number) => new Date(slot + second * 1_000)
  const reject = (ledger: RejectionLedger, second: number) => {
    nowMs = secondsAfterSlot(second).getTime()
    ledger.add({ kind: 'rate', caller: { workspaceId: owner.workspaceId, endUser: 'ann' } })
  }
  const [first, second] = [new RejectionLedger(db, () => nowMs), new RejectionLedger(db, () => nowMs)]
  reject(first, 10)
  reject(first, 200)
  await first.flush()
  reject(second, 100)
  await second.flush()
  const stored = await db.select().from(rejectionCounts).where(eq(rejectionCounts.endUser, 'ann'))
  expect(stored).toMatchObject([{ at: secondsAfterSlot(0), lastAt: secondsAfterSlot(200), count: 3 }])
  // For old rows without this time, only the beginning of their five minutes is known.
  const earlierCount = {
    workspaceId: owner.workspaceId,
    kind: 'rate' as const,
    endUser: 'old',
    at: secondsAfterSlot(0),
    count: 9,
  }
  await db.insert(rejectionCounts).values(earlierCount)
  const response = await studio.call({ method: 'GET', path: '/api/studio/protection/abuse?range=hour', person: owner })
  const { endUsers } = readAbuse.response.parse(await response.json()).top
  expect(endUsers.map(({ subject, lastAt }) => [subject, lastAt])).toEqual([
    ['old', secondsAfterSlot(0).toISOString()],
    ['ann', secondsAfterSlot(200).toISOString()],
  ])
})
