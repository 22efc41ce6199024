import 'server-only'
import { modelCheckJob } from '../catalog/check-job'
import { labRunJob } from '../knowledge/lab/lab-run-job'
import { labMakeJob } from '../knowledge/lab/make-job'
import { trainClassifierJob } from '../training/training-jobs'

/** Pages for jobs whose work ends with them: it is started again there instead of in the queue. */
const BEGUN_ANEW: Readonly<Record<string, string>> = {
  [modelCheckJob.name]: '/models/catalog',
  [trainClassifierJob.name]: '/models/trained',
  [labRunJob.name]: '/knowledge',
  [labMakeJob.name]: '/knowledge',
}

/** @returns the page; null: the job itself can be retried */
export const beginAnewAt = (kind: string): string | null => BEGUN_ANEW[kind] ?? null
