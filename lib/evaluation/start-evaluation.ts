import 'server-only'
import { embedTexts } from '@/lib/models/builtin/embedder'
import { env } from '@/lib/platform/env'
import { attackJob } from '@/lib/services/attacks/attack-job'
import { modelCheckJob } from '@/lib/services/catalog/check-job'
import { experimentJob } from '@/lib/services/evaluations/experiment-job'
import { onlineScoreJob } from '@/lib/services/evaluations/online/online-score-job'
import { labRunJob } from '@/lib/services/knowledge/lab/lab-run-job'
import { optimizationJob } from '@/lib/services/optimizations/optimization-job'
import type { System } from '@/lib/services/system'
import { runCampaign } from './attacks/run-campaign'
import { runExperiment } from './experiments/run-experiment'
import { scoreLiveRuns } from './online/score-live-runs'
import { runOptimization } from './optimizer/run-optimization'
import { runCheck } from './run-check'
import { runLab } from './run-lab'
import type { Embed } from './scorers/score'

/** Starts the workers for model checks, search comparisons, experiments, attacks, optimizations and scores of live runs. Durable jobs resume them after a crash. */
export async function startEvaluation(system: System): Promise<void> {
  if (env().role === 'web') return
  await system.jobs.work(modelCheckJob, (data, signal) => runCheck(system, data, signal))
  await system.jobs.work(labRunJob, (data, signal) => runLab(system, data, signal))
  await system.jobs.work(experimentJob, (data, signal) => runExperiment(system, data, signal, { embed }))
  await system.jobs.work(attackJob, (data, signal) => runCampaign(system, data, signal))
  await system.jobs.work(optimizationJob, (data, signal) => runOptimization(system, data, signal, { embed }))
  await system.jobs.work(onlineScoreJob, (data, signal) => scoreLiveRuns(system, data, signal, { embed }))
}

const embed: Embed = async (texts, signal) => (await embedTexts(texts, { signal })).map((vector) => [...vector])
