import 'server-only'
import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import type { JobKind } from '@/lib/jobs/job-queue'

export const SyncData = z.strictObject({ workspaceId: Id, sourceId: Id, syncId: Id })
export type SyncData = z.infer<typeof SyncData>

/**
 * A sync that takes longer than the hour is taken up again where it was. A workspace has three quarters of the places, and
 * with two in all a polite crawl would hold up every other source of it.
 */
export const syncJob: JobKind<SyncData> = {
  name: 'sync-source',
  schema: SyncData,
  concurrency: 4,
  retryLimit: 20,
  expireInSeconds: 3_600,
  isBackground: true,
  retryDelayMaxSeconds: 300,
}
