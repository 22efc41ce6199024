import 'server-only'
import { and, desc, eq, inArray } from 'drizzle-orm'
import { z } from 'zod'
import type { JobSummary, TrainedVersionView } from '@/lib/contracts/training'
import { TrainingReport, testExamplesOf } from '@/lib/contracts/training-metrics'
import type { JsonObject } from '@/lib/core/json'
import type { Database } from '@/lib/db/database'
import { datasets, datasetVersions } from '@/lib/db/schema/datasets'
import { modelVersions, registeredModels, type trainingJobs } from '@/lib/db/schema/training'
import { notFound, type ServiceContext } from '../context'

const Measured = z.looseObject({ metrics: z.looseObject({ accuracy: z.number().nullable() }) })
const Info = z.looseObject({ classes: z.array(z.string()) })

export const accuracyOf = (metrics: JsonObject): number | null =>
  Measured.safeParse(metrics).data?.metrics.accuracy ?? null
export function testExamplesIn(metrics: JsonObject): number {
  const report = TrainingReport.safeParse(metrics).data
  return report ? testExamplesOf(report) : 0
}
export const classesOf = (info: JsonObject): string[] => Info.safeParse(info).data?.classes ?? []

export type ModelRow = typeof registeredModels.$inferSelect

/** @throws NOT_FOUND, also for a model of another workspace */
export async function getModelRow(ctx: Pick<ServiceContext, 'db' | 'workspace'>, modelId: string): Promise<ModelRow> {
  const [row] = await ctx.db
    .select()
    .from(registeredModels)
    .where(and(eq(registeredModels.id, modelId), eq(registeredModels.workspaceId, ctx.workspace.id)))
  if (!row) throw notFound('missing.model')
  return row
}

export function jobSummary(row: typeof trainingJobs.$inferSelect): JobSummary {
  const { id, kind, status, progress, stage, stageRef, error, errorRef, baseModel } = row
  return {
    id,
    kind,
    status,
    progress,
    stage,
    stageRef,
    error,
    errorRef,
    baseModel,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
  }
}

/** Without the artifact, which may be megabytes. */
export const VERSION_COLUMNS = {
  id: modelVersions.id,
  modelId: modelVersions.modelId,
  number: modelVersions.number,
  stage: modelVersions.stage,
  share: modelVersions.share,
  note: modelVersions.note,
  metrics: modelVersions.metrics,
  artifactInfo: modelVersions.artifactInfo,
  connectionId: modelVersions.connectionId,
  remoteModel: modelVersions.remoteModel,
  datasetVersionId: modelVersions.datasetVersionId,
  trainingJobId: modelVersions.trainingJobId,
  createdAt: modelVersions.createdAt,
  stagedAt: modelVersions.stagedAt,
}

export async function selectVersions(
  ctx: Pick<ServiceContext, 'db' | 'workspace'>,
  modelId: string,
): Promise<TrainedVersionView[]> {
  const rows = await ctx.db
    .select(VERSION_COLUMNS)
    .from(modelVersions)
    .where(and(eq(modelVersions.modelId, modelId), eq(modelVersions.workspaceId, ctx.workspace.id)))
    .orderBy(desc(modelVersions.number))
  const sets = await datasetRefs(
    ctx.db,
    ctx.workspace.id,
    rows.flatMap(({ datasetVersionId }) => datasetVersionId ?? []),
  )
  return rows.map(({ modelId: _, artifactInfo, metrics, datasetVersionId, createdAt, stagedAt, ...row }) => ({
    ...row,
    accuracy: accuracyOf(metrics),
    testExamples: testExamplesIn(metrics),
    report: TrainingReport.safeParse(metrics).data ?? null,
    classes: classesOf(artifactInfo),
    dataset: sets.get(datasetVersionId ?? '') ?? null,
    createdAt: createdAt.toISOString(),
    stagedAt: stagedAt?.toISOString() ?? null,
  }))
}

type DatasetRef = NonNullable<TrainedVersionView['dataset']>

export async function datasetRefs(
  db: Database,
  workspaceId: string,
  versionIds: string[],
): Promise<Map<string, DatasetRef>> {
  if (versionIds.length === 0) return new Map()
  const rows = await db
    .select({
      versionId: datasetVersions.id,
      number: datasetVersions.number,
      datasetId: datasets.id,
      name: datasets.name,
    })
    .from(datasetVersions)
    .innerJoin(datasets, eq(datasets.id, datasetVersions.datasetId))
    .where(and(inArray(datasetVersions.id, [...new Set(versionIds)]), eq(datasetVersions.workspaceId, workspaceId)))
  return new Map(rows.map((row) => [row.versionId, row]))
}
