import 'server-only'
import { attackJob } from '../attacks/attack-job'
import { modelCheckJob } from '../catalog/check-job'
import { experimentJob } from '../evaluations/experiment-job'
import { labGenerationJob } from '../knowledge/lab/generation-job'
import { labRunJob } from '../knowledge/lab/lab-run-job'
import { optimizationJob } from '../optimizations/optimization-job'
import { trainClassifierJob } from '../training/training-jobs'

/** Pages of work that ends with its job: users restart it there instead of in the queue. */
const RESTART_PAGES: Readonly<Record<string, string>> = {
  [modelCheckJob.name]: '/models/catalog',
  [trainClassifierJob.name]: '/models/trained',
  [labRunJob.name]: '/knowledge',
  [experimentJob.name]: '/evaluations',
  [attackJob.name]: '/apps',
  [optimizationJob.name]: '/evaluations',
  [labGenerationJob.name]: '/knowledge',
}

/** @returns the page where a person starts the work again, or null if the job itself can be retried */
export const restartPageOf = (kind: string): string | null => RESTART_PAGES[kind] ?? null
