import 'server-only'
import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import type { JobKind } from '@/lib/jobs/job-queue'

export const SyncData = z.strictObject({ workspaceId: Id, sourceId: Id, syncId: Id })
export type SyncData = z.infer<typeof SyncData>

/**
 * A sync that exceeds the hour is resumed where it was. A workspace gets three quarters of the slots: with two in
 * total, a polite crawl would block all its other sources.
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
