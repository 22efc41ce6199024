import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { chunks, documents } from '@/lib/db/schema/knowledge'
import { labGenerations } from '@/lib/db/schema/retrieval-lab'
import type { EnginePorts } from '@/lib/engine/ports'
import type { JobKind } from '@/lib/jobs/job-queue'
import { errorColumns } from '@/lib/messages/problems/error-columns'
import { workspaceModels } from '../../gateway/workspace-models'
import type { System } from '../../system'
import { backgroundCaller } from '../indexes/index-embedder'
import { READING_JOB, type ReadingTurn, readInTurns, unlessUnreadable } from '../read-in-turns'
import { generateQuestion } from './generate-question'
import { insertQuestions } from './question-rows'

export const LabGenerationData = z.strictObject({ workspaceId: Id, makeId: Id })
export type LabGenerationData = z.infer<typeof LabGenerationData>

/** Each turn takes a few minutes and schedules the next one; `done` says where it resumes. */
export const labGenerationJob: JobKind<LabGenerationData> = {
  name: 'make-lab-questions',
  schema: LabGenerationData,
  ...READING_JOB,
}

type Models = Pick<EnginePorts['models'], 'chat' | 'resolve'>
type MakeRow = typeof labGenerations.$inferSelect

/** Handler of the job. */
export async function makeQuestions(
  system: System,
  data: LabGenerationData,
  turn: ReadingTurn,
  models?: Models,
): Promise<void> {
  await readInTurns({
    readNext: () => readNext(system, data, turn.signal, models),
    planNext: () => system.jobs.send(labGenerationJob, data, { key: data.makeId, group: data.workspaceId }),
    fail: (error) => updateGeneration(system, data, { status: 'failed', ...errorColumns(error) }),
    wait: (error) => updateGeneration(system, data, { status: 'running', ...errorColumns(error) }),
    turn,
  })
}

/** @returns whether there may be more to do */
async function readNext(
  system: System,
  data: LabGenerationData,
  signal: AbortSignal,
  models?: Models,
): Promise<boolean> {
  signal.throwIfAborted()
  const make = await runningGeneration(system, data)
  if (!make) return false
  const chunkId = make.chunkIds[make.done]
  if (chunkId === undefined) {
    await updateGeneration(system, data, { status: 'done', ...errorColumns(null) })
    return false
  }
  const passage = await readPassage(system, make, chunkId)
  const callModels = models ?? workspaceModels({ system, caller: backgroundCaller(make.workspaceId, make.createdBy) })
  const question =
    passage &&
    (await unlessUnreadable(generateQuestion({ models: callModels, model: make.model, passage, signal }), signal))
  await system.db.transaction(async (tx) => {
    const added =
      !question || !passage || question.question === ''
        ? []
        : await insertQuestions(tx, make, [
            {
              values: {
                question: question.question,
                answer: question.answer,
                viewer: null,
                filters: [],
                expected: [
                  {
                    documentId: passage.documentId,
                    documentName: passage.documentName,
                    quote: passage.text.slice(0, 8_000),
                  },
                ],
              },
              origin: 'made',
              review: 'pending',
            },
          ])
    const cost = question?.costMicros === undefined ? 0 : question.costMicros
    await tx
      .update(labGenerations)
      .set({
        error: null,
        done: sql`${labGenerations.done} + 1`,
        made: sql`${labGenerations.made} + ${added.length}::int`,
        // An unknown price makes the sum unknown: null plus anything is null.
        costMicros: sql`${labGenerations.costMicros} + ${cost}::bigint`,
      })
      .where(and(isGeneration(data), eq(labGenerations.status, 'running')))
  })
  return true
}

async function runningGeneration({ db }: System, data: LabGenerationData): Promise<MakeRow | null> {
  const [row] = await db.select().from(labGenerations).where(isGeneration(data))
  return row?.status === 'running' ? row : null
}

async function readPassage({ db }: System, make: MakeRow, chunkId: string) {
  const [row] = await db
    .select({
      documentId: documents.id,
      documentName: documents.name,
      headings: chunks.headings,
      text: chunks.text,
    })
    .from(chunks)
    .innerJoin(documents, eq(documents.id, chunks.documentId))
    .where(and(eq(chunks.id, chunkId), eq(chunks.workspaceId, make.workspaceId)))
  return row ?? null
}

async function updateGeneration(
  { db }: System,
  data: LabGenerationData,
  change: Pick<MakeRow, 'status' | 'error'>,
): Promise<void> {
  await db
    .update(labGenerations)
    .set(change)
    .where(and(isGeneration(data), eq(labGenerations.status, 'running')))
}

const isGeneration = ({ workspaceId, makeId }: LabGenerationData) =>
  and(eq(labGenerations.id, makeId), eq(labGenerations.workspaceId, workspaceId))

/** At startup: resumes work of an earlier process. */
export async function resumeGenerations({ db, jobs }: Pick<System, 'db' | 'jobs'>): Promise<void> {
  const { id, workspaceId } = labGenerations
  const running = await db.select({ id, workspaceId }).from(labGenerations).where(eq(labGenerations.status, 'running'))
  for (const row of running)
    await jobs.send(
      labGenerationJob,
      { workspaceId: row.workspaceId, makeId: row.id },
      { key: row.id, group: row.workspaceId },
    )
}
