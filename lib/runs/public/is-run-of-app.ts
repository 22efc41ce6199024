import 'server-only'
import type { RunRow } from '../drive/insert-run'
import type { PublishedApp } from './types'

/** Whether callers of the app may know of the run: those of its draft and its shadows are the studio's own. */
export const isRunOf = ({ appId, workspaceId, environment = 'production' }: PublishedApp, run: RunRow): boolean =>
  run.appId === appId &&
  run.workspaceId === workspaceId &&
  run.versionId !== null &&
  run.shadowOf === null &&
  (run.environment ?? 'production') === environment
