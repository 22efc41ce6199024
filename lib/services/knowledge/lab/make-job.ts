import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { chunks, documents } from '@/lib/db/schema/knowledge'
import { labMakes } from '@/lib/db/schema/retrieval-lab'
import type { EnginePorts } from '@/lib/engine/ports'
import type { JobKind } from '@/lib/jobs/job-queue'
import { workspaceModels } from '../../gateway/workspace-models'
import type { System } from '../../system'
import { backgroundCaller } from '../indexes/index-embedder'
import { READING_JOB, type ReadingTurn, readInTurns, unlessUnreadable } from '../read-in-turns'
import { askForQuestion } from './ask-for-question'
import { insertQuestions } from './question-rows'

export const LabMakeData = z.strictObject({ workspaceId: Id, makeId: Id })
export type LabMakeData = z.infer<typeof LabMakeData>

/** Each turn takes some minutes and schedules the next one; `done` says where it resumes. */
export const labMakeJob: JobKind<LabMakeData> = {
  name: 'make-lab-questions',
  schema: LabMakeData,
  ...READING_JOB,
}

type Models = Pick<EnginePorts['models'], 'chat' | 'resolve'>
type MakeRow = typeof labMakes.$inferSelect

/** Handler of the job. */
export async function makeQuestions(
  system: System,
  data: LabMakeData,
  turn: ReadingTurn,
  models?: Models,
): Promise<void> {
  await readInTurns({
    readNext: () => readNext(system, data, turn.signal, models),
    planNext: () => system.jobs.send(labMakeJob, data, { key: data.makeId, group: data.workspaceId }),
    fail: (error) => setMake(system, data, { status: 'failed', error }),
    wait: (error) => setMake(system, data, { status: 'running', error }),
    turn,
  })
}

/** @returns whether there may be more to do */
async function readNext(system: System, data: LabMakeData, signal: AbortSignal, models?: Models): Promise<boolean> {
  signal.throwIfAborted()
  const make = await runningMake(system, data)
  if (!make) return false
  const chunkId = make.chunkIds[make.done]
  if (chunkId === undefined) {
    await setMake(system, data, { status: 'done', error: null })
    return false
  }
  const passage = await readPassage(system, make, chunkId)
  const ask = models ?? workspaceModels({ system, caller: backgroundCaller(make.workspaceId, make.createdBy) })
  const made =
    passage && (await unlessUnreadable(askForQuestion({ models: ask, model: make.model, passage, signal }), signal))
  await system.db.transaction(async (tx) => {
    const added =
      !made || !passage || made.question === ''
        ? []
        : await insertQuestions(tx, make, [
            {
              values: {
                ...{ question: made.question, answer: made.answer, viewer: null, filters: [] },
                expected: [
                  {
                    documentId: passage.documentId,
                    documentName: passage.documentName,
                    quote: passage.text.slice(0, 8_000),
                  },
                ],
              },
              ...{ origin: 'made', review: 'pending' },
            },
          ])
    const cost = made?.costMicros === undefined ? 0 : made.costMicros
    await tx
      .update(labMakes)
      .set({
        error: null,
        done: sql`${labMakes.done} + 1`,
        made: sql`${labMakes.made} + ${added.length}::int`,
        // An unknown price makes the sum unknown: null plus anything is null.
        costMicros: sql`${labMakes.costMicros} + ${cost}::bigint`,
      })
      .where(and(ofMake(data), eq(labMakes.status, 'running')))
  })
  return true
}

async function runningMake({ db }: System, data: LabMakeData): Promise<MakeRow | null> {
  const [row] = await db.select().from(labMakes).where(ofMake(data))
  return row?.status === 'running' ? row : null
}

async function readPassage({ db }: System, make: MakeRow, chunkId: string) {
  const [row] = await db
    .select({
      ...{ documentId: documents.id, documentName: documents.name, headings: chunks.headings, text: chunks.text },
    })
    .from(chunks)
    .innerJoin(documents, eq(documents.id, chunks.documentId))
    .where(and(eq(chunks.id, chunkId), eq(chunks.workspaceId, make.workspaceId)))
  return row ?? null
}

async function setMake({ db }: System, data: LabMakeData, change: Pick<MakeRow, 'status' | 'error'>): Promise<void> {
  await db
    .update(labMakes)
    .set(change)
    .where(and(ofMake(data), eq(labMakes.status, 'running')))
}

const ofMake = ({ workspaceId, makeId }: LabMakeData) =>
  and(eq(labMakes.id, makeId), eq(labMakes.workspaceId, workspaceId))

/** At startup: resumes work of an earlier process. */
export async function resumeMakes({ db, jobs }: Pick<System, 'db' | 'jobs'>): Promise<void> {
  const { id, workspaceId } = labMakes
  const running = await db.select({ id, workspaceId }).from(labMakes).where(eq(labMakes.status, 'running'))
  for (const row of running)
    await jobs.send(
      labMakeJob,
      { workspaceId: row.workspaceId, makeId: row.id },
      { key: row.id, group: row.workspaceId },
    )
}
