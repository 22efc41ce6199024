import 'server-only'
import type { PublicCitation } from '@/lib/contracts/public'
import type { StoredPublicRun } from '@/lib/runs/public/run-types'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import type { PublicApi } from '../public-api'
import { jsonResponse } from '../public-handler'
import { endUserOf, viewerOf } from '../shared/access/end-user'
import type { AppHandler } from '../shared/access/keyed-app'
import { citedPassage } from '../shared/responses/cited-passage'

/** The URL at which a caller with a key reads a passage cited by this run's answer. */
export const passageUrl = (
  appUrl: string,
  { app: { slug }, runId }: { app: PublishedApp; runId: string },
  { chunkId, start, end }: PublicCitation,
): string => `${appUrl}/api/v1/apps/${slug}/passages/${chunkId}?start=${start}&end=${end}&run=${runId}`

export function readPassage(api: PublicApi): AppHandler {
  return async (call, app) => {
    const endUser = endUserOf(call.request)
    const viewer = viewerOf(call.request)
    // Without an end user, a key can read every run of the app.
    const owns = (run: StoredPublicRun) => endUser === null || run.endUser === endUser
    return jsonResponse(await citedPassage(api, call, { app, endUser, viewer, owns }))
  }
}
