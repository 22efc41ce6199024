import 'server-only'
import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import { MAX_GENERATED, type SourceReport } from '@/lib/contracts/dataset-sources'
import { ExampleData } from '@/lib/contracts/example-data'
import type { Database } from '@/lib/db/database'
import { datasetExamples } from '@/lib/db/schema/datasets'
import { leavingExample, maskLabel, readExample } from '../example-kinds'
import type { Fill } from './fill-from-upload'
import { type ExamplesRequest, requestExamples } from './request-examples'
import type { GenerateSettings } from './source-settings'
import { type Candidate, storeBatch } from './store-batch'

const EXAMPLES_PER_CALL = 10
const MAX_REMEMBERED = 60
/** Number of successive calls without a new example after which the model has nothing more to add. */
const PATIENCE = 3

/** Lets a model write examples, which await review. @returns false when stopped */
export async function fillByModel(fill: Fill<GenerateSettings>, models: ExamplesRequest['models']): Promise<boolean> {
  const { db, address, kind, settings, signal } = fill
  let done: SourceReport = fill.report
  let idle = 0
  while (done.added < settings.count && idle < PATIENCE && done.rows < MAX_GENERATED * 2) {
    signal.throwIfAborted()
    const { instructions, model } = settings
    const count = Math.min(EXAMPLES_PER_CALL, settings.count - done.added)
    const generated = await requestExamples({
      models,
      model,
      kind,
      instructions,
      count,
      signal,
      seeds: await seedsOf(db, address, settings.seeds),
      labels: kind === 'classification' ? await labelsOf(db, address) : [],
      written: await writtenBy(db, address),
    })
    const first = done.rows
    const candidates = generated.map((value, index): Candidate => {
      const parsed = readExample(kind, value)
      const line = first + index + 1
      return parsed.ok
        ? { line, data: parsed.data, split: null, runId: null, review: 'pending' }
        : { line, reason: parsed.reason }
    })
    const next = await storeBatch(db, address, done, candidates)
    if (next === null) return false
    idle = next.added === done.added ? idle + 1 : 0
    done = next
  }
  return true
}

interface Address {
  workspaceId: string
  datasetId: string
  sourceId: string
}

const approvedOf = ({ workspaceId, datasetId }: Address) =>
  and(
    eq(datasetExamples.workspaceId, workspaceId),
    eq(datasetExamples.datasetId, datasetId),
    eq(datasetExamples.review, 'approved'),
    isNull(datasetExamples.removedAt),
  )

/** A new random sample of approved examples. They are sent to a model service, so they are always masked. */
async function seedsOf(db: Database, address: Address, count: number): Promise<ExampleData[]> {
  if (count === 0) return []
  const found = await db
    .select({ data: datasetExamples.data, masked: datasetExamples.masked })
    .from(datasetExamples)
    .where(approvedOf(address))
    .orderBy(sql`random()`)
    .limit(count)
  return found.map((row) =>
    leavingExample({
      data: ExampleData.parse(row.data),
      masked: row.masked === null ? null : ExampleData.parse(row.masked),
      keepPersonal: false,
    }),
  )
}

async function labelsOf(db: Database, address: Address): Promise<string[]> {
  const found = await db
    .selectDistinct({ label: datasetExamples.label })
    .from(datasetExamples)
    .where(approvedOf(address))
    .limit(200)
  return [...new Set(found.flatMap(({ label }) => (label === null ? [] : [maskLabel(label)])))]
}

async function writtenBy(db: Database, { workspaceId, sourceId }: Address): Promise<string[]> {
  const found = await db
    .select({ preview: datasetExamples.preview })
    .from(datasetExamples)
    .where(and(eq(datasetExamples.workspaceId, workspaceId), eq(datasetExamples.sourceId, sourceId)))
    .orderBy(desc(datasetExamples.id))
    .limit(MAX_REMEMBERED)
  return found.map(({ preview }) => preview)
}
