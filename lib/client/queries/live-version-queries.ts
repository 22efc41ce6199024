import { getApp, listApps } from '@/lib/contracts/apps'
import { listEnvironments } from '@/lib/contracts/environments'
import { listReleases } from '@/lib/contracts/releases'
import { listRollouts } from '@/lib/contracts/rollouts'
import { getPublication, listVersions } from '@/lib/contracts/versions'

/** Every query that shows which version is live: a release, a rollback or a rollout invalidates them. */
export const LIVE_VERSION_QUERIES = [
  listVersions,
  getPublication,
  listApps,
  getApp,
  listEnvironments,
  listReleases,
  listRollouts,
]
