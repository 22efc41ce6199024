import 'server-only'
import { env } from '@/lib/platform/env'
import { modelCheckJob } from '@/lib/services/catalog/check-job'
import { labRunJob } from '@/lib/services/knowledge/lab/lab-run-job'
import type { System } from '@/lib/services/system'
import { runCheck } from './run-check'
import { runLab } from './run-lab'

/** Starts the workers for model checks and search comparisons. Durable jobs resume them after a crash. */
export async function startEvaluation(system: System): Promise<void> {
  if (env().role === 'web') return
  await system.jobs.work(modelCheckJob, (data, signal) => runCheck(system, data, signal))
  await system.jobs.work(labRunJob, (data, signal) => runLab(system, data, signal))
}
