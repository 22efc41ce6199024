import 'server-only'
import { and, eq, isNull } from 'drizzle-orm'
import type { TrainingPlan } from '@/lib/contracts/training'
import type { ValidationReport } from '@/lib/contracts/training-report'
import { AppError } from '@/lib/core/app-error'
import { datasets, datasetVersions } from '@/lib/db/schema/datasets'
import { registeredModels } from '@/lib/db/schema/training'
import { problem } from '@/lib/messages/problems/problem'
import { baseModelFacts } from '@/lib/models/fine-tuning/base-models'
import { tuningFacts } from '@/lib/models/fine-tuning/tuning-facts'
import { validateFineTune } from '@/lib/models/fine-tuning/validate-fine-tune'
import { validateClassifier } from '@/lib/models/training/validate-classifier'
import { manifestOf } from '@/lib/providers/manifests.gen'
import { getConnectionRow } from '../connections/resolve-connection'
import { notFound, type ServiceContext } from '../context'
import { readConversations, readLabelled } from './read-training-data'

type Context = Pick<ServiceContext, 'db' | 'workspace'>

/** Validates the data for this training. @throws NOT_FOUND, or INVALID_INPUT when the plan itself is invalid */
export async function checkPlan(ctx: Context, plan: TrainingPlan): Promise<ValidationReport> {
  await checkVersion(ctx, plan.datasetVersionId)
  await checkName(ctx, plan)
  const version = { workspaceId: ctx.workspace.id, datasetVersionId: plan.datasetVersionId }
  if (plan.kind === 'classifier') return validateClassifier(readLabelled(ctx.db, version))
  const connection = await getConnectionRow(ctx, plan.connectionId)
  if (!manifestOf(connection.provider)?.abilities.includes('fine-tune'))
    throw new AppError('INVALID_INPUT', problem('training.notSupported', { connection: connection.name }))
  return validateFineTune(readConversations(ctx.db, version), {
    facts: baseModelFacts(connection.provider, plan.baseModel),
    tuning: tuningFacts(connection.provider),
    settings: plan.settings,
    ownPrice: plan.microsPerMillionTokens,
  })
}

async function checkVersion({ db, workspace }: Context, datasetVersionId: string): Promise<void> {
  const [found] = await db
    .select({ id: datasetVersions.id })
    .from(datasetVersions)
    .innerJoin(datasets, eq(datasets.id, datasetVersions.datasetId))
    .where(
      and(
        eq(datasetVersions.id, datasetVersionId),
        eq(datasetVersions.workspaceId, workspace.id),
        isNull(datasets.deletedAt),
      ),
    )
  if (!found) throw notFound('missing.versionOfADataSet')
}

/** A name belongs to one kind of model, otherwise its callers would break. */
async function checkName({ db, workspace }: Context, plan: TrainingPlan): Promise<void> {
  const [model] = await db
    .select({ kind: registeredModels.kind })
    .from(registeredModels)
    .where(and(eq(registeredModels.workspaceId, workspace.id), eq(registeredModels.name, plan.modelName)))
  if (model && model.kind !== kindOf(plan))
    throw new AppError('CONFLICT', problem('training.nameOfOtherKind', { name: plan.modelName }))
}

export const kindOf = ({ kind }: Pick<TrainingPlan, 'kind'>): 'classifier' | 'chat' =>
  kind === 'classifier' ? 'classifier' : 'chat'
