import 'server-only'
import { createHash } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import type { EvaluationRunBody, EvaluationRunView } from '@/lib/contracts/public-evaluations'
import { AppError } from '@/lib/core/app-error'
import { definedOnly } from '@/lib/core/defined-only'
import { type JsonObject, JsonObjectSchema } from '@/lib/core/json'
import { versions } from '@/lib/db/schema/apps'
import { evaluations, experiments } from '@/lib/db/schema/evaluation/evaluations'
import { parseAppFile } from '@/lib/graph/app-file/parse-app-file'
import { canonicalJson } from '@/lib/graph/format/canonical'
import type { Graph } from '@/lib/graph/graph'
import { problem } from '@/lib/messages/problems/problem'
import { notFound, type ServiceContext } from '../../context'
import type { KnownKey } from '../../keys/find-key'
import type { System } from '../../system'
import type { EvaluationRow } from '../evaluation-rows'
import type { ExperimentRow } from '../experiment-view'
import type { VariantToFreeze } from '../freeze-variants'
import { insertExperiment } from '../insert-experiment'
import { viewEvaluationRun } from './view-evaluation-run'

export interface EvaluationRunRequest {
  key: KnownKey
  slug: string
  body: EvaluationRunBody
  idempotencyKey: string | null
  requestId: string
}

/** An evaluation that the key may run. @throws FORBIDDEN, NOT_FOUND */
export async function findEvaluation(
  { db }: Pick<System, 'db'>,
  { key, slug }: Pick<EvaluationRunRequest, 'key' | 'slug'>,
): Promise<EvaluationRow> {
  if (!key.canEvaluate) throw new AppError('FORBIDDEN', problem('publicApi.keyCannotEvaluate'))
  const [row] = await db
    .select()
    .from(evaluations)
    .where(and(eq(evaluations.workspaceId, key.workspaceId), eq(evaluations.slug, slug)))
  if (!row || !key.appIds.includes(row.appId)) throw notFound('missing.evaluation')
  return row
}

/** Starts an evaluation, or returns the one that an equal request with the same key has started. @throws CONFLICT */
export async function startEvaluationRun(
  system: System,
  request: EvaluationRunRequest,
): Promise<{ run: EvaluationRunView; replayed: boolean }> {
  const { key, body, requestId } = request
  const evaluation = await findEvaluation(system, request)
  const idempotencyKey = request.idempotencyKey === null ? null : `${key.keyId}:${request.idempotencyKey}`
  const requestHash = createHash('sha256')
    .update(canonicalJson([evaluation.id, JsonObjectSchema.parse(definedOnly(body))]))
    .digest('hex')
  const known = idempotencyKey === null ? null : await findClaimed(system, key, idempotencyKey)
  if (known) {
    if (known.requestHash !== requestHash) throw new AppError('CONFLICT', problem('publicApi.idempotencyKeyReused'))
    return { run: await viewEvaluationRun(system, evaluation, known), replayed: true }
  }
  const ctx: ServiceContext = {
    db: system.db,
    system,
    requestId,
    actor: { kind: 'system' },
    now: () => new Date(),
    workspace: { id: key.workspaceId, name: '' },
  }
  const { baseline, budgetMicros = null, fresh } = body
  const base: VariantToFreeze[] = baseline === undefined ? [] : [{ kind: 'environment', name: baseline }]
  const variants = [...base, await candidateOf(ctx, evaluation, body)]
  const row = await insertExperiment(ctx, evaluation.id, {
    variants,
    budgetMicros,
    fresh,
    request: { idempotencyKey, requestHash, by: `key:${key.keyId}` },
  })
  return { run: await viewEvaluationRun(system, evaluation, row), replayed: false }
}

async function findClaimed({ db }: System, key: KnownKey, idempotencyKey: string): Promise<ExperimentRow | null> {
  const [row] = await db
    .select()
    .from(experiments)
    .where(and(eq(experiments.workspaceId, key.workspaceId), eq(experiments.idempotencyKey, idempotencyKey)))
  return row ?? null
}

async function candidateOf(
  ctx: ServiceContext,
  { appId, workspaceId }: EvaluationRow,
  { version, environment, app, baseline }: EvaluationRunBody,
): Promise<VariantToFreeze> {
  if (app !== undefined) return { kind: 'graph', graph: graphOf(app), environment: baseline }
  if (environment !== undefined) return { kind: 'environment', name: environment }
  if (version === undefined) return { kind: 'draft', environment: baseline }
  const [found] = await ctx.db
    .select({ id: versions.id })
    .from(versions)
    .where(and(eq(versions.appId, appId), eq(versions.workspaceId, workspaceId), eq(versions.number, version)))
  if (!found) throw notFound('missing.version')
  return { kind: 'version', versionId: found.id, environment: baseline }
}

/** Reports an invalid file as invalid input to callers of the HTTP API. @throws INVALID_INPUT */
function graphOf(file: JsonObject): Graph {
  try {
    return parseAppFile(JSON.stringify(file)).graph
  } catch (error) {
    if (AppError.isInstance(error)) throw new AppError('INVALID_INPUT', error)
    throw error
  }
}
