import 'server-only'
import type { RunRow } from '@/lib/services/runs/run-row'
import type { PublishedApp } from '@/lib/services/versions/published-app'

/** Whether the run is visible to callers of the app: draft and shadow runs belong to the studio. */
export const isRunOf = ({ appId, workspaceId, environment = 'production' }: PublishedApp, run: RunRow): boolean =>
  run.appId === appId &&
  run.workspaceId === workspaceId &&
  run.versionId !== null &&
  run.shadowOf === null &&
  (run.environment ?? 'production') === environment
