import 'server-only'
import { queryOf } from '@/lib/api/studio/query-of'
import { PassageQuery, type PublicPassage } from '@/lib/contracts/public'
import { AppError } from '@/lib/core/app-error'
import type { Viewer } from '@/lib/core/knowledge/document-access'
import { problem } from '@/lib/messages/problems/problem'
import type { StoredPublicRun } from '@/lib/runs/public/run-types'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import type { PublicApi } from '../../public-api'
import type { ApiRequest } from '../../public-handler'
import { notFound } from './public-error'
import { idParam } from './run-stream'

interface Reader {
  app: PublishedApp
  endUser: string | null
  viewer: Viewer
  /** Whether this caller may read the run, whose citations grant access to their passages. */
  owns: (run: StoredPublicRun) => boolean
}

/**
 * The passage in the URL, limited by the app's Sources setting. @throws AppError NOT_FOUND for
 * inaccessible passages, INVALID_INPUT
 */
export async function citedPassage(api: PublicApi, call: ApiRequest, reader: Reader): Promise<PublicPassage> {
  const { app, endUser, viewer, owns } = reader
  const chunkId = idParam(call.param('chunkId'))
  const query = PassageQuery.safeParse(queryOf(call.request.url))
  if (!query.success) throw new AppError('INVALID_INPUT', problem('publicApi.citationQueryInvalid'))
  const { run: runId, ...characters } = query.data
  const run = runId === undefined ? null : await api.backend.getRun({ app, runId, requestId: call.requestId })
  const citations = run && owns(run) ? run.citations : []
  const place = { app, chunkId, ...characters }
  const hidesText = app.sources === 'name' || app.sources === 'none'
  const passage =
    (await api.backend.getPassage({ ...place, citations, viewer })) ??
    // Files sent by callers.
    (hidesText ? null : await api.backend.filePassage({ ...place, endUser }))
  if (!passage) throw notFound()
  return passage
}
