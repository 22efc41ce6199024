import 'server-only'
import type { ExampleSplit } from '@/lib/contracts/datasets'
import type { CaseExample } from '@/lib/contracts/example-data'
import { newId } from '@/lib/core/new-id'
import { datasets } from '@/lib/db/schema/datasets'
import { emitAudit } from '../audit/emit-audit'
import type { ServiceContext } from '../context'
import { insertExamples, type NewExample, touchDataset } from '../datasets/insert-examples'
import { manualSource } from '../datasets/manual-source'
import { prepareExample } from '../datasets/prepare-example'

export interface NewCase {
  data: CaseExample
  split: ExampleSplit | null
  runId: string | null
}

/** Cases prepared before yielding to the event loop. */
const AT_ONCE = 100
const ROWS_PER_STATEMENT = 1_000

/** Creates a data set of approved cases. @returns its id */
export async function createCases(ctx: ServiceContext, name: string, cases: readonly NewCase[]): Promise<string> {
  const prepared = await prepareCases(cases)
  const id = newId()
  const workspaceId = ctx.workspace.id
  await ctx.db.transaction(async (tx) => {
    const createdBy = ctx.actor.kind === 'user' ? ctx.actor.userId : null
    await tx.insert(datasets).values({ id, workspaceId, name, kind: 'case', createdBy })
    const sourceId = await manualSource(tx, ctx, id)
    for (let start = 0; start < prepared.length; start += ROWS_PER_STATEMENT) {
      const batch = prepared.slice(start, start + ROWS_PER_STATEMENT)
      await insertExamples(tx, { workspaceId, datasetId: id, sourceId, review: 'approved' }, batch)
    }
    await touchDataset(tx, id, ctx.now())
    await emitAudit(tx, ctx, { action: 'dataset.create', subject: `dataset:${id}`, after: { name } })
  })
  return id
}

async function prepareCases(cases: readonly NewCase[]): Promise<NewExample[]> {
  const prepared: NewExample[] = []
  for (const [index, { data, split, runId }] of cases.entries()) {
    if (index % AT_ONCE === 0) await new Promise((resolve) => setImmediate(resolve))
    prepared.push({ ...(await prepareExample(data)), split, runId })
  }
  return prepared
}
