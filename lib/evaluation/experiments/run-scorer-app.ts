import 'server-only'
import { and, eq, isNull } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import { type Backoff, backoff } from '@/lib/core/retry/backoff'
import { sleep } from '@/lib/core/retry/sleep'
import { apps, versions } from '@/lib/db/schema/apps'
import { runs } from '@/lib/db/schema/runs'
import { problem } from '@/lib/messages/problems/problem'
import { inputFieldsOf } from '@/lib/services/apps/input-fields'
import type { ExperimentRow } from '@/lib/services/evaluations/experiment-view'
import { servedModels } from '@/lib/services/evaluations/served-models'
import { compilePlan } from '@/lib/services/runs/compile-plan'
import type { System } from '@/lib/services/system'
import type { AppScorer } from '../scorers/app-scorer'
import type { RunScorerApp } from '../scorers/score'
import { type AnswerRequest, answerCase } from './answer-case'
import { derivedRunId } from './derived-run-id'
import type { Cell } from './experiment-store'
import { ATTEMPTS, isWorthRepeating } from './interruption'

/** The environment whose variables and models a scoring app uses. */
const ENVIRONMENT = 'production'

interface ScorerAppOptions {
  system: System
  row: ExperimentRow
  /** Delays between attempts. */
  pause: Backoff
}

/**
 * Runs a scoring app on the answer of a cell, again after failures that are worth repeating. After a crash, its runs
 * are found again. @throws BUDGET_EXCEEDED
 */
export function scorerAppsOf({ system, row, pause }: ScorerAppOptions, cell: Cell, signal: AbortSignal): RunScorerApp {
  const { workspaceId, createdBy: startedBy } = row
  return async (scorer, inputs) => {
    const variant = await scorerVariant(system, workspaceId, scorer)
    const fields = new Set(inputFieldsOf(variant.graph).map(({ name }) => name))
    const known = Object.fromEntries(Object.entries(inputs).filter(([name]) => fields.has(name)))
    const request = {
      workspaceId,
      appId: scorer.appId,
      variant,
      inputs: known satisfies JsonObject,
      history: [],
      tools: [],
      startedBy,
      source: null,
    }
    const runIdOf = (number: number) => scorerRunId(row.id, cell, scorer.id, number)
    return runRepeatedly({ system, row, pause }, { ...request, runIdOf }, signal)
  }
}

interface ScorerRequest extends Omit<AnswerRequest, 'runId'> {
  /** The same ids after a crash; numbers start at 1. */
  runIdOf: (number: number) => string
}

async function runRepeatedly(
  { system, pause }: ScorerAppOptions,
  { runIdOf, ...request }: ScorerRequest,
  signal: AbortSignal,
): Promise<Awaited<ReturnType<RunScorerApp>>> {
  let costMicros: number | null = 0
  let failures = 0
  for (let number = 1; ; number += 1) {
    const runId = runIdOf(number)
    const isEarlierRun = await hasRun(system, request.workspaceId, runId)
    const answer = await answerCase(system, { ...request, runId }, signal)
    costMicros = costMicros === null || answer.costMicros === null ? null : costMicros + answer.costMicros
    const code = answer.error?.code
    if (code === 'BUDGET_EXCEEDED') {
      // The budget may be larger now than when this run ended.
      if (isEarlierRun) continue
      throw new AppError(code, answer.error ?? problem('engine.brokeOff'))
    }
    failures += 1
    if (!isWorthRepeating(answer.error ?? {}) || failures === ATTEMPTS) {
      const error = answer.isFailed ? (answer.error ?? problem('engine.brokeOff')) : null
      return { error, outputs: answer.outputs, costMicros }
    }
    await sleep(backoff(failures, pause), signal)
  }
}

function scorerRunId(experimentId: string, { variant, exampleId, trial }: Cell, scorerId: string, number: number) {
  return derivedRunId(experimentId, [variant, exampleId, trial, scorerId, ...(number === 1 ? [] : [number])].join(' '))
}

async function hasRun({ db }: System, workspaceId: string, runId: string): Promise<boolean> {
  return (await db.$count(runs, and(eq(runs.id, runId), eq(runs.workspaceId, workspaceId)))) > 0
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
