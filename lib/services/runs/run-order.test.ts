import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '@/lib/core/new-id'
import { rows } from '@/lib/db/database'
import { runs } from '@/lib/db/schema/runs'
import { openTestDatabase, type TestDatabase } from '@/lib/db/test-database'
import { runOrder } from './run-order'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

test.each([
  ['slowest', 'runs_slowest_index'],
  ['costliest', 'runs_costliest_index'],
] as const)('the list of the %s runs is read from its index, even after a cursor', async (sort, index) => {
  const order = runOrder(sort)
  const workspace = eq(runs.workspaceId, newId())
  for (const after of [undefined, order.after(`12_${newId()}`)]) {
    const plan = await database.db.transaction(async (tx) => {
      // Otherwise an empty table is sorted.
      await tx.execute(sql`set local enable_sort = off`)
      await tx.execute(sql`set local enable_seqscan = off`)
      const list = tx
        .select({ id: runs.id })
        .from(runs)
        .where(after ? sql`${workspace} and ${after}` : workspace)
        .orderBy(...order.orderBy)
        .limit(10)
      return rows<{ 'QUERY PLAN': string }>(await tx.execute(sql`explain ${list}`))
    })
    const text = plan.map((row) => row['QUERY PLAN']).join('\n')
    expect(text).toContain(
      `Index Scan Backward using ${index}`.replace(
        'Index Scan',
        text.includes('Index Only') ? 'Index Only Scan' : 'Index Scan',
      ),
    )
    expect(text).not.toContain('Sort')
  }
})
