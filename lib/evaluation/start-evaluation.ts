import 'server-only'
import { env } from '@/lib/platform/env'
import { modelCheckJob } from '@/lib/services/catalog/check-job'
import type { System } from '@/lib/services/system'
import { runCheck } from './run-check'

/** Works on checks of models. One that a crash cut off comes again by its job, which is as durable as the check. */
export async function startEvaluation(system: System): Promise<void> {
  if (env().role === 'web') return
  await system.jobs.work(modelCheckJob, (data, signal) => runCheck(system, data, signal))
}
