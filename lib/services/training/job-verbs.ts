import 'server-only'
import { and, asc, desc, eq, isNull, ne, notExists, sql } from 'drizzle-orm'
import { z } from 'zod'
import {
  type cancelTraining as cancelContract,
  type getTrainingChoices as choicesContract,
  type getTrainingJob as getContract,
  TrainingPoint,
} from '@/lib/contracts/training-jobs'
import { ValidationReport } from '@/lib/contracts/training-report'
import { datasetExamples, datasets, datasetVersions } from '@/lib/db/schema/datasets'
import { connections } from '@/lib/db/schema/models'
import { modelVersions, registeredModels, trainingEvents, trainingJobs } from '@/lib/db/schema/training'
import { tuningFacts } from '@/lib/models/fine-tuning/tuning-facts'
import { manifestOf } from '@/lib/providers/manifests.gen'
import { emitAudit } from '../audit/emit-audit'
import { notFound, requireRole, type ServiceContext, type Verb } from '../context'
import { changeJob, endJob } from './job-progress'
import { followFineTuneJob } from './training-jobs'
import { datasetRefs, jobSummary } from './training-views'

const MAX_EVENTS = 200

export const getTrainingChoices: Verb<typeof choicesContract> = async ({ ctx }) => {
  requireRole(ctx, 'editor')
  const sets = await ctx.db
    .select({
      versionId: datasetVersions.id,
      number: datasetVersions.number,
      name: datasets.name,
      kind: datasets.kind,
      statistics: datasetVersions.statistics,
      createdAt: datasetVersions.createdAt,
    })
    .from(datasetVersions)
    .innerJoin(datasets, eq(datasets.id, datasetVersions.datasetId))
    .where(
      and(eq(datasetVersions.workspaceId, ctx.workspace.id), isNull(datasets.deletedAt), ne(datasets.kind, 'case')),
    )
    .orderBy(desc(datasetVersions.createdAt))
    .limit(200)
  const found = await ctx.db
    .select({ id: connections.id, name: connections.name, provider: connections.provider })
    .from(connections)
    .where(eq(connections.workspaceId, ctx.workspace.id))
  return {
    datasets: sets.map(({ statistics, createdAt, ...set }) => ({
      ...set,
      examples: Counted.safeParse(statistics).data?.examples ?? 0,
      createdAt: createdAt.toISOString(),
    })),
    unversioned: await unversionedSets(ctx),
    connections: found
      .filter(({ provider }) => manifestOf(provider)?.abilities.includes('fine-tune'))
      .map((connection) => {
        const { settings, suggestedModels, modelExample } = tuningFacts(connection.provider)
        const provider = manifestOf(connection.provider)?.label ?? connection.provider
        return { ...connection, provider, settings: [...settings], baseModels: [...suggestedModels], modelExample }
      }),
  }
}

async function unversionedSets({ db, workspace }: ServiceContext) {
  return db
    .select({
      datasetId: datasets.id,
      name: datasets.name,
      kind: datasets.kind,
      examples: sql<number>`count(*)::int`,
    })
    .from(datasets)
    .innerJoin(datasetExamples, eq(datasetExamples.datasetId, datasets.id))
    .where(
      and(
        eq(datasets.workspaceId, workspace.id),
        isNull(datasets.deletedAt),
        ne(datasets.kind, 'case'),
        isNull(datasetExamples.removedAt),
        eq(datasetExamples.review, 'approved'),
        notExists(db.select().from(datasetVersions).where(eq(datasetVersions.datasetId, datasets.id))),
      ),
    )
    .groupBy(datasets.id, datasets.name, datasets.kind)
    .orderBy(asc(datasets.name))
    .limit(50)
}

const Counted = z.looseObject({ examples: z.number().int() })

export const getTrainingJob: Verb<typeof getContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  const { job, model } = await jobWithModel(ctx, params.trainingJobId)
  const inWorkspace = eq(trainingEvents.workspaceId, ctx.workspace.id)
  const events = await ctx.db
    .select({
      id: trainingEvents.id,
      level: trainingEvents.level,
      message: trainingEvents.message,
      messageRef: trainingEvents.messageRef,
      at: trainingEvents.at,
    })
    .from(trainingEvents)
    .where(and(eq(trainingEvents.jobId, job.id), inWorkspace))
    .orderBy(desc(trainingEvents.at), desc(trainingEvents.id))
    .limit(MAX_EVENTS)
  const [version] = await ctx.db
    .select({ number: modelVersions.number })
    .from(modelVersions)
    .where(and(eq(modelVersions.trainingJobId, job.id), eq(modelVersions.workspaceId, ctx.workspace.id)))
  const sets = await datasetRefs(ctx.db, ctx.workspace.id, job.datasetVersionId ? [job.datasetVersionId] : [])
  return {
    ...jobSummary(job),
    model,
    dataset: sets.get(job.datasetVersionId ?? '') ?? null,
    connectionName: await connectionName(ctx, job.connectionId),
    remoteJobId: typeof job.remote.jobId === 'string' ? job.remote.jobId : null,
    settings: job.settings,
    validation: ValidationReport.safeParse(job.validation).data ?? null,
    curve: z.array(TrainingPoint).parse(job.curve),
    version: version?.number ?? null,
    isCancelling: job.cancelRequestedAt !== null && job.endedAt === null,
    events: events.map((event) => ({ ...event, at: event.at.toISOString() })),
  }
}

/** Cancels a training at once, or at the service with an immediate check. Ended jobs stay unchanged. */
export const cancelTraining: Verb<typeof cancelContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  const { job } = await jobWithModel(ctx, params.trainingJobId)
  const data = { workspaceId: ctx.workspace.id, trainingJobId: job.id }
  await ctx.db.transaction(async (tx) => {
    const isOpen = await changeJob(tx, data, { cancelRequestedAt: sql`now()` })
    if (!isOpen) return
    // A queued job has no handler that could notice.
    if (job.kind === 'classifier' && job.status === 'queued') await endJob(tx, data, { status: 'cancelled' })
    if (job.kind === 'fine-tune') await ctx.system.jobs.send(followFineTuneJob, data, { group: ctx.workspace.id, tx })
    await emitAudit(tx, ctx, { action: 'training.cancel', subject: `model:${job.modelId}`, after: { job: job.id } })
  })
  return { ok: true }
}

async function jobWithModel({ db, workspace }: ServiceContext, jobId: string) {
  const [found] = await db
    .select({
      job: trainingJobs,
      model: { id: registeredModels.id, name: registeredModels.name, kind: registeredModels.kind },
    })
    .from(trainingJobs)
    .innerJoin(registeredModels, eq(registeredModels.id, trainingJobs.modelId))
    .where(and(eq(trainingJobs.id, jobId), eq(trainingJobs.workspaceId, workspace.id)))
  if (!found) throw notFound('missing.training')
  return found
}

async function connectionName({ db, workspace }: ServiceContext, connectionId: string | null): Promise<string | null> {
  if (connectionId === null) return null
  const [row] = await db
    .select({ name: connections.name })
    .from(connections)
    .where(and(eq(connections.id, connectionId), eq(connections.workspaceId, workspace.id)))
  return row?.name ?? null
}
