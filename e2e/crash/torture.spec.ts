import { expect, test } from '@playwright/test'
import { tortureWith } from '../../scripts/torture/matrix.mjs'
import { postgresUrl } from '../support/test-cluster'

test.skip(postgresUrl === '', 'needs a PostgreSQL')
// Four servers start with a separate database.
test.describe.configure({ timeout: 400_000 })

// `npm run torture` has all faults and workloads.
for (const fault of ['sigterm', 'pg-terminate']) {
  test(`${fault}: every run completes, writes once, and its stream is complete`, async () => {
    const { ended, cells } = await tortureWith({
      fault,
      runs: 3,
      seconds: 10,
      workloads: ['maps', 'approvals', 'streams', 'batches'],
    })
    expect(Object.values(cells).flatMap(({ problems }) => problems)).toEqual([])
    expect(Object.values(cells).map(({ runs }) => runs)).toEqual([3, 3, 3, 3])
    expect(ended).toBe(0)
  })
}
