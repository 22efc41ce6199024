import 'server-only'
import { and, eq, isNull } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import { apps, versions } from '@/lib/db/schema/apps'
import { problem } from '@/lib/messages/problems/problem'
import { inputFieldsOf } from '@/lib/services/apps/input-fields'
import type { ExperimentRow } from '@/lib/services/evaluations/experiment-view'
import { servedModels } from '@/lib/services/evaluations/served-models'
import { compilePlan } from '@/lib/services/runs/compile-plan'
import type { System } from '@/lib/services/system'
import type { AppScorer } from '../scorers/app-scorer'
import type { RunScorerApp } from '../scorers/score'
import { answerCase } from './answer-case'
import { derivedRunId } from './derived-run-id'
import type { Cell } from './experiment-store'

/** The environment whose variables and models a scoring app uses. */
const ENVIRONMENT = 'production'

/** Runs a scoring app on the answer of a cell. Its run is found again after a crash. */
export function scorerAppsOf(
  system: System,
  { id: experimentId, workspaceId, createdBy: startedBy }: ExperimentRow,
  { variant: number, exampleId, trial }: Cell,
  signal: AbortSignal,
): RunScorerApp {
  return async (scorer, inputs) => {
    const variant = await scorerVariant(system, workspaceId, scorer)
    const fields = new Set(inputFieldsOf(variant.graph).map(({ name }) => name))
    const known = Object.fromEntries(Object.entries(inputs).filter(([name]) => fields.has(name)))
    const answer = await answerCase(
      system,
      {
        runId: derivedRunId(experimentId, `${number} ${exampleId} ${trial} ${scorer.id}`),
        workspaceId,
        appId: scorer.appId,
        variant,
        inputs: known satisfies JsonObject,
        history: [],
        tools: [],
        startedBy,
        source: null,
      },
      signal,
    )
    if (answer.error?.code === 'BUDGET_EXCEEDED') throw new AppError('BUDGET_EXCEEDED', answer.error)
    const error = answer.isFailed ? (answer.error ?? problem('engine.brokeOff')) : null
    return { error, outputs: answer.outputs, costMicros: answer.costMicros }
  }
}

/** @throws NOT_FOUND if the app or its version was deleted */
async function scorerVariant({ db }: System, workspaceId: string, { appId, version }: AppScorer) {
  const [found] = await db
    .select({ id: versions.id, number: versions.number, graph: versions.graph })
    .from(versions)
    .innerJoin(apps, and(eq(apps.id, versions.appId), isNull(apps.deletedAt)))
    .where(and(eq(versions.appId, appId), eq(versions.workspaceId, workspaceId), eq(versions.id, version?.id ?? appId)))
  if (!found) throw new AppError('NOT_FOUND', problem('evaluation.scorerAppMissing'))
  const { id: versionId, number: versionNumber, graph } = found
  const models = await servedModels(db, { workspaceId, appId, graph, environment: ENVIRONMENT })
  const graphHash = compilePlan(graph).hash
  return { label: 'version' as const, environment: ENVIRONMENT, versionId, versionNumber, graph, graphHash, models }
}
