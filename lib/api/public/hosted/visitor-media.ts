import 'server-only'
import type { Context, Hono } from 'hono'
import { fileResponse } from '@/lib/services/app-files/file-response'
import type { PublicApi } from '../public-api'
import type { ApiRequest } from '../public-handler'
import { idParam } from '../shared/responses/run-stream'
import type { EmbedVisitor } from './embed-access'

type VisitorHandler = (call: ApiRequest, visitor: EmbedVisitor) => Promise<Response>

/** Images and recordings of a visitor's own runs. Those of other visitors do not exist. */
export function mountVisitorMedia(
  router: Hono,
  api: PublicApi,
  visited: (work: VisitorHandler) => (context: Context) => Promise<Response>,
): void {
  router.get(
    '/embed/:slug/files/:fileId',
    visited(async (call, { app, endUser }) => {
      const id = idParam(call.param('fileId'))
      await api.limiter.apps.take(`file:${app.appId}`)
      const { file, bytes } = await api.backend.readFile({ app, endUser, id })
      return fileResponse(file, bytes)
    }),
  )
}
