import { and, desc, eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '@/lib/core/new-id'
import { rows } from '@/lib/db/database'
import { apps } from '@/lib/db/schema/apps'
import { workspaces } from '@/lib/db/schema/auth'
import { runs } from '@/lib/db/schema/runs'
import { openTestDatabase, type TestDatabase } from '@/lib/db/test-database'
import { emptyGraph } from '@/lib/graph/graph'
import { runConditions } from './run-conditions'

let database: TestDatabase
const [workspaceId, appId] = [newId(), newId()]

beforeAll(async () => {
  database = await openTestDatabase()
  const { db } = database
  await db.insert(workspaces).values({ id: workspaceId, name: 'W', wrappedDek: '' })
  await db.insert(apps).values({ id: appId, workspaceId, name: 'A', kind: 'chat', draft: emptyGraph() })
  await db.execute(sql`insert into runs
      (id, workspace_id, app_id, plan_hash, origin, status, preview, inputs, labels, shadow_of)
    select gen_random_uuid(), ${workspaceId}, ${appId}, '', 'api', 'succeeded', '', '{}', '{}',
      case when n % 500 = 0 then gen_random_uuid() end
    from generate_series(1, 5000) as n`)
  await db.execute(sql`analyze runs`)
})
afterAll(() => database.close())

/** A canary's runs are also found through the canaries. */
const INDEXES = { shadow: /runs_trial_index/, canary: /runs_(?:trial|rollout_id_id)_index/ }

test.each(['shadow', 'canary'] as const)('reads the list of %s runs through a matching index', async (trial) => {
  const list = database.db
    .select({ id: runs.id })
    .from(runs)
    .where(and(eq(runs.workspaceId, workspaceId), runConditions({ trial }).scope))
    .orderBy(desc(runs.id))
    .limit(50)
  const plan = rows<{ 'QUERY PLAN': string }>(await database.db.execute(sql`explain ${list.getSQL()}`))
  expect(plan.map((line) => line['QUERY PLAN']).join('\n')).toMatch(INDEXES[trial])
})
