import 'server-only'
import { env } from '@/lib/platform/env'
import { modelCheckJob } from '@/lib/services/catalog/check-job'
import { labRunJob } from '@/lib/services/knowledge/lab/lab-run-job'
import type { System } from '@/lib/services/system'
import { runCheck } from './run-check'
import { runLab } from './run-lab'

/** Works on checks of models and comparisons of searches. What a crash cut off comes again by its job, which is as durable. */
export async function startEvaluation(system: System): Promise<void> {
  if (env().role === 'web') return
  await system.jobs.work(modelCheckJob, (data, signal) => runCheck(system, data, signal))
  await system.jobs.work(labRunJob, (data, signal) => runLab(system, data, signal))
}
