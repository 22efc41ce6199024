import 'server-only'
import { inArray } from 'drizzle-orm'
import { trainingJobs } from '@/lib/db/schema/training'
import type { System } from '../system'
import { OPEN_STATUSES } from './job-progress'
import { followFineTuneJob, trainClassifierJob } from './training-jobs'

/** At startup: resumes trainings of an earlier process. Waiting jobs keep their key, so none is duplicated. */
export async function resumeTrainings({ db, jobs }: Pick<System, 'db' | 'jobs'>): Promise<void> {
  const openTrainings = await db
    .select({ id: trainingJobs.id, workspaceId: trainingJobs.workspaceId, kind: trainingJobs.kind })
    .from(trainingJobs)
    .where(inArray(trainingJobs.status, OPEN_STATUSES))
  for (const { id, workspaceId, kind } of openTrainings) {
    const job = kind === 'classifier' ? trainClassifierJob : followFineTuneJob
    await jobs.send(job, { workspaceId, trainingJobId: id }, { key: id, group: workspaceId })
  }
}
