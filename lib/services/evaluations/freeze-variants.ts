import 'server-only'
import { and, eq } from 'drizzle-orm'
import type { VariantChoice } from '@/lib/contracts/experiments'
import { environments, versions } from '@/lib/db/schema/apps'
import { experiments, type FrozenVariant } from '@/lib/db/schema/evaluation/evaluations'
import type { Graph } from '@/lib/graph/graph'
import { getAppRow } from '../apps/get-app-row'
import { notFound, type ServiceContext } from '../context'
import { assertAllowedModels } from '../governance/assert-allowed-models'
import { compilePlan } from '../runs/compile-plan'
import type { EvaluationRow } from './evaluation-rows'
import { servedModels } from './served-models'

/** The graphs of the variants as they are now. @throws INVALID_GRAPH, NOT_FOUND */
export async function freezeVariants(
  ctx: ServiceContext,
  evaluation: EvaluationRow,
  choices: readonly VariantToFreeze[],
): Promise<FrozenVariant[]> {
  const frozen: FrozenVariant[] = []
  for (const choice of choices) {
    const variant = await freeze(ctx, evaluation, choice)
    const { graph, environment } = variant
    const models = await servedModels(ctx.db, { ...evaluation, graph, environment })
    frozen.push({ ...variant, models: variant.models ?? models })
  }
  return frozen
}

/** A variant that a person selected, or a graph that is not stored, such as that of a pull request. */
export type VariantToFreeze = VariantChoice | { kind: 'graph'; graph: Graph; environment?: string | undefined }

async function freeze(ctx: ServiceContext, evaluation: EvaluationRow, choice: VariantToFreeze): Promise<FrozenVariant> {
  const { appId, workspaceId } = evaluation
  switch (choice.kind) {
    case 'draft': {
      const { draft } = await getAppRow(ctx.db, workspaceId, appId)
      await assertAllowedModels(ctx.db, workspaceId, draft)
      const none = { environment: choice.environment ?? null, versionId: null, versionNumber: null }
      return { label: 'draft', ...none, graph: draft, graphHash: compilePlan(draft).hash }
    }
    case 'graph': {
      await assertAllowedModels(ctx.db, workspaceId, choice.graph)
      const none = { environment: choice.environment ?? null, versionId: null, versionNumber: null }
      return { label: 'draft', ...none, graph: choice.graph, graphHash: compilePlan(choice.graph).hash }
    }
    case 'version':
      return freezeVersion(ctx, evaluation, { ...choice, label: 'version', environment: choice.environment ?? null })
    case 'environment': {
      const [found] = await ctx.db
        .select({ versionId: environments.versionId })
        .from(environments)
        .where(
          and(
            eq(environments.appId, appId),
            eq(environments.workspaceId, workspaceId),
            eq(environments.name, choice.name),
          ),
        )
      if (!found?.versionId) throw notFound('missing.version')
      return freezeVersion(ctx, evaluation, {
        versionId: found.versionId,
        label: 'environment',
        environment: choice.name,
      })
    }
    case 'earlier': {
      const [row] = await ctx.db
        .select({ variants: experiments.variants })
        .from(experiments)
        .where(
          and(
            eq(experiments.id, choice.experimentId),
            eq(experiments.evaluationId, evaluation.id),
            eq(experiments.workspaceId, workspaceId),
          ),
        )
      const variant = row?.variants[choice.variant]
      if (!variant) throw notFound('missing.experiment')
      return variant
    }
    default: {
      const unhandled: never = choice
      return unhandled
    }
  }
}

async function freezeVersion(
  ctx: ServiceContext,
  { appId, workspaceId }: EvaluationRow,
  { versionId, label, environment }: Pick<FrozenVariant, 'label' | 'environment'> & { versionId: string },
): Promise<FrozenVariant> {
  const [version] = await ctx.db
    .select({ graph: versions.graph, number: versions.number })
    .from(versions)
    .where(and(eq(versions.id, versionId), eq(versions.appId, appId), eq(versions.workspaceId, workspaceId)))
  if (!version) throw notFound('missing.version')
  return {
    label,
    environment,
    versionId,
    versionNumber: version.number,
    graph: version.graph,
    graphHash: compilePlan(version.graph).hash,
  }
}
