import 'server-only'
import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import type { JobKind } from '@/lib/jobs/job-queue'

export const OnlineScoreData = z.strictObject({ workspaceId: Id, ruleId: Id })
export type OnlineScoreData = z.infer<typeof OnlineScoreData>

/** One job per rule at a time; a processed run is not scored again. */
export const onlineScoreJob: JobKind<OnlineScoreData> = {
  name: 'score-online',
  schema: OnlineScoreData,
  concurrency: 1,
  retryLimit: 3,
  expireInSeconds: 900,
  isBackground: true,
  retryDelayMaxSeconds: 300,
}
