import 'server-only'
import { and, asc, eq, gt, isNull, sql } from 'drizzle-orm'
import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import type { DocumentMetadata, MetadataField } from '@/lib/core/knowledge/document-metadata'
import { documents, knowledgeBases, metadataFills } from '@/lib/db/schema/knowledge'
import type { EnginePorts } from '@/lib/engine/ports'
import type { JobKind } from '@/lib/jobs/job-queue'
import { errorColumns } from '@/lib/messages/problems/error-columns'
import { workspaceModels } from '../../gateway/workspace-models'
import type { System } from '../../system'
import { backgroundCaller } from '../indexes/index-embedder'
import { READING_JOB, type ReadingTurn, readInTurns, unlessUnreadable } from '../read-in-turns'
import { extractMetadata } from './extract-metadata'

const FillData = z.strictObject({ workspaceId: Id, fillId: Id })
export type FillData = z.infer<typeof FillData>

/** Each turn takes a few minutes and schedules the next one; the cursor says where it resumes. */
export const fillMetadataJob: JobKind<FillData> = {
  name: 'fill-metadata',
  schema: FillData,
  ...READING_JOB,
}

type Models = Pick<EnginePorts['models'], 'chat' | 'resolve'>
type FillRow = typeof metadataFills.$inferSelect

/** Handler of the job. */
export async function fillMetadata(system: System, data: FillData, turn: ReadingTurn, models?: Models): Promise<void> {
  const callModels = models ?? workspaceModels({ system, caller: backgroundCaller(data.workspaceId) })
  await readInTurns({
    readNext: () => readNext(system, data, callModels, turn.signal),
    planNext: () => system.jobs.send(fillMetadataJob, data, { key: data.fillId, group: data.workspaceId }),
    fail: (error) => setFill(system, data, { status: 'failed', ...errorColumns(error) }),
    wait: (error) => setFill(system, data, { status: 'running', ...errorColumns(error) }),
    turn,
  })
}

/** @returns whether there may be more to do */
async function readNext(system: System, data: FillData, models: Models, signal: AbortSignal): Promise<boolean> {
  signal.throwIfAborted()
  const fill = await runningFill(system, data)
  if (!fill) return false
  const document = await nextDocument(system, fill)
  if (!document) {
    await setFill(system, data, { status: 'done', ...errorColumns(null) })
    return false
  }
  const empty = document.fields.filter(
    ({ name }) => fill.fields.includes(name) && !Object.hasOwn(document.metadata, name),
  )
  const values = await valuesOf({ models, fill, document, empty, signal })
  await system.db.transaction(async (tx) => {
    if (Object.keys(values).length > 0)
      await tx
        .update(documents)
        .set({
          proposedMetadata: sql`coalesce(${documents.proposedMetadata}, '{}'::jsonb) || ${JSON.stringify(values)}::jsonb`,
        })
        .where(and(eq(documents.id, document.id), eq(documents.workspaceId, data.workspaceId)))
    await tx
      .update(metadataFills)
      .set({ error: null, cursor: document.id, doneCount: sql`${metadataFills.doneCount} + 1` })
      .where(and(eq(metadataFills.id, data.fillId), eq(metadataFills.workspaceId, data.workspaceId)))
  })
  return true
}

interface Reading {
  models: Models
  fill: FillRow
  document: { name: string; text: string }
  empty: readonly MetadataField[]
  signal: AbortSignal
}

async function valuesOf({ models, fill, document, empty, signal }: Reading): Promise<DocumentMetadata> {
  if (empty.length === 0) return {}
  const extraction = extractMetadata({ models, model: fill.model, fields: empty, document, signal })
  return (await unlessUnreadable(extraction, signal)) ?? {}
}

async function runningFill({ db }: System, { fillId, workspaceId }: FillData): Promise<FillRow | null> {
  const [row] = await db
    .select()
    .from(metadataFills)
    .where(and(eq(metadataFills.id, fillId), eq(metadataFills.workspaceId, workspaceId)))
  return row?.status === 'running' ? row : null
}

async function nextDocument({ db }: System, { workspaceId, knowledgeBaseId, cursor }: FillRow) {
  const [row] = await db
    .select({
      id: documents.id,
      name: documents.name,
      text: sql<string>`left(${documents.text}, 8000)`,
      metadata: documents.metadata,
      fields: knowledgeBases.metadataFields,
    })
    .from(documents)
    .innerJoin(knowledgeBases, eq(knowledgeBases.id, documents.knowledgeBaseId))
    .where(
      and(
        eq(documents.workspaceId, workspaceId),
        eq(documents.knowledgeBaseId, knowledgeBaseId),
        gt(documents.revision, 0),
        isNull(documents.deletedAt),
        cursor === null ? undefined : gt(documents.id, cursor),
      ),
    )
    .orderBy(asc(documents.id))
    .limit(1)
  return row ?? null
}

async function setFill(
  { db }: System,
  { fillId, workspaceId }: FillData,
  change: Pick<FillRow, 'status' | 'error'>,
): Promise<void> {
  await db
    .update(metadataFills)
    .set(change)
    .where(
      and(
        eq(metadataFills.id, fillId),
        eq(metadataFills.workspaceId, workspaceId),
        eq(metadataFills.status, 'running'),
      ),
    )
}

/** At startup: resumes work of an earlier process. */
export async function resumeFills({ db, jobs }: Pick<System, 'db' | 'jobs'>): Promise<void> {
  const { id, workspaceId } = metadataFills
  const running = await db.select({ id, workspaceId }).from(metadataFills).where(eq(metadataFills.status, 'running'))
  for (const row of running)
    await jobs.send(
      fillMetadataJob,
      { workspaceId: row.workspaceId, fillId: row.id },
      { key: row.id, group: row.workspaceId },
    )
}
