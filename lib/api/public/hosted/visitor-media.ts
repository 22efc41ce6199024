import 'server-only'
import type { Context, Hono } from 'hono'
import { fileResponse } from '@/lib/services/app-files/file-response'
import type { PublicFaces } from '../public-api'
import type { FaceRequest } from '../public-handler'
import { idParam } from '../shared/responses/run-stream'
import type { EmbedVisitor } from './embed-access'

type VisitorHandler = (face: FaceRequest, visitor: EmbedVisitor) => Promise<Response>

/** Pictures and recordings of a visitor's own runs. Those of another visitor do not exist (T69). */
export function mountVisitorMedia(
  router: Hono,
  faces: PublicFaces,
  visited: (work: VisitorHandler) => (context: Context) => Promise<Response>,
): void {
  router.get(
    '/embed/:slug/files/:fileId',
    visited(async (face, { app, endUser }) => {
      const id = idParam(face.param('fileId'))
      await faces.limiter.apps.take(`file:${app.appId}`)
      const { file, bytes } = await faces.backend.readFile({ app, endUser, id })
      return fileResponse(file, bytes)
    }),
  )
}
