import 'server-only'
import type { VariantChoice } from '@/lib/contracts/experiments'
import type { ServiceContext } from '../context'
import { insertExperiment } from '../evaluations/insert-experiment'
import { checkGate, gapsOf } from './check-gate'
import type { MeasuredGraph } from './find-evidence'
import type { AppAddress, Gate } from './gate-rows'
import { runningExperiments } from './running-experiments'

export interface Measurement {
  gate: Gate
  candidate: MeasuredGraph
  /** Absent for the draft. */
  versionId: string | undefined
  /** Runs all steps again. */
  fresh?: boolean
}

/** Starts the evaluations whose evidence is missing, unless they are in progress. */
export async function startMeasurements(
  ctx: ServiceContext,
  app: AppAddress,
  { gate, candidate, versionId, fresh = false }: Measurement,
): Promise<{ evaluationId: string; experimentId: string }[]> {
  const { environment, evaluation } = gate
  const { evidence, live } = await checkGate(ctx.db, app, { gate, candidate, now: ctx.now() })
  const inProgress = await runningExperiments(ctx.db, app, candidate.graphHash)
  const running = new Set(inProgress.map(({ evaluationId }) => evaluationId))
  const evaluationIds = new Set([...gapsOf(evidence), ...(fresh && evaluation ? [evaluation.id] : [])])
  const own: VariantChoice = versionId ? { kind: 'version', versionId, environment } : { kind: 'draft', environment }
  const base: VariantChoice[] =
    live && live.graphHash !== candidate.graphHash ? [{ kind: 'version', versionId: live.versionId, environment }] : []
  const started: { evaluationId: string; experimentId: string }[] = []
  for (const evaluationId of evaluationIds) {
    if (running.has(evaluationId)) continue
    const { id } = await insertExperiment(ctx, evaluationId, { variants: [...base, own], fresh })
    started.push({ evaluationId, experimentId: id })
  }
  return started
}
