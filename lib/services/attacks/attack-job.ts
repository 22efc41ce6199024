import 'server-only'
import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import type { JobKind } from '@/lib/jobs/job-queue'

export const AttackData = z.strictObject({ workspaceId: Id, campaignId: Id })
export type AttackData = z.infer<typeof AttackData>

/** Each turn takes a few minutes and schedules the next one; finished attacks are not repeated. */
export const attackJob: JobKind<AttackData> = {
  name: 'attack-app',
  schema: AttackData,
  concurrency: 1,
  // Each kill of its process counts. An app that ends the process stops earlier, by the limit of its runs.
  retryLimit: 20,
  expireInSeconds: 1_800,
  isBackground: true,
  retryDelayMaxSeconds: 300,
}
