import 'server-only'
import type { Context, Hono } from 'hono'
import { z } from 'zod'
import {
  MAX_VISITOR_BATCH_BYTES,
  VisitorBatchAction,
  VisitorMapping,
  VisitorRowQuery,
} from '@/lib/contracts/visitor-batches'
import type { PublicFaces } from '../public-api'
import { addressOf, type FaceRequest, jsonResponse } from '../public-handler'
import { readVisitorBody } from '../shared/requests/read-body'
import { withUpload } from '../shared/requests/read-upload'
import { anonymousVisitor, visitorNames } from '../shared/requests/upload-limits'
import { readQuery } from '../shared/responses/page-response'
import { idParam } from '../shared/responses/run-stream'
import type { EmbedVisitor } from './embed-access'

type VisitorHandler = (face: FaceRequest, visitor: EmbedVisitor) => Promise<Response>

const MAX_BYTES = 64 * 1024
const Format = z.object({ format: z.enum(['csv', 'jsonl']).default('csv') })

/** A file of rows in, a file of results out. A visitor may leave meanwhile: it goes on, and is found again. */
export function mountVisitorBatches(
  router: Hono,
  faces: PublicFaces,
  visited: (work: VisitorHandler) => (context: Context) => Promise<Response>,
): void {
  const { batches } = faces.backend
  const all = '/embed/:slug/batches'
  const one = `${all}/:batchId`
  const named = (work: (face: FaceRequest, request: ReturnType<typeof nameOf>) => Promise<Response>) =>
    visited((face, visitor) => work(face, nameOf(face, visitor)))
  const limited = async (face: FaceRequest, appId: string) => {
    await faces.limiter.addresses.take(`batch:${addressOf(faces, face)}`, appId)
    await faces.limiter.apps.take(`batch:${appId}`)
  }
  router.get(
    all,
    visited(async (_, { app, endUser }) => jsonResponse({ batches: await batches.list({ app, endUser }) })),
  )
  router.post(
    all,
    visited(async (face, { app, endUser, isAnonymous }) => {
      await limited(face, app.appId)
      const visitor = isAnonymous ? anonymousVisitor(faces, face, app) : {}
      const limits = { maxBytes: MAX_VISITOR_BATCH_BYTES, visitor: visitorNames(faces, face, { app, endUser }) }
      return withUpload(face.request, limits, async ({ fileName, bytes }) => {
        return jsonResponse(await batches.create({ app, endUser, ...visitor, fileName, bytes }), { status: 201 })
      })
    }),
  )
  router.get(
    one,
    named(async (_, request) => jsonResponse(await batches.get(request))),
  )
  router.post(
    `${one}/check`,
    named(async (face, request) => {
      await limited(face, request.app.appId)
      return jsonResponse(
        await batches.check({ ...request, ...(await readVisitorBody(face.request, VisitorMapping, MAX_BYTES)) }),
      )
    }),
  )
  router.post(
    `${one}/start`,
    named(async (face, request) => {
      await limited(face, request.app.appId)
      return jsonResponse(
        await batches.start({ ...request, ...(await readVisitorBody(face.request, VisitorMapping, MAX_BYTES)) }),
      )
    }),
  )
  router.post(
    `${one}/control`,
    named(async (face, request) => {
      await limited(face, request.app.appId)
      return jsonResponse(
        await batches.steer({ ...request, ...(await readVisitorBody(face.request, VisitorBatchAction, MAX_BYTES)) }),
      )
    }),
  )
  router.get(
    `${one}/rows`,
    named(async (face, request) => {
      const query = readQuery(face, VisitorRowQuery, 'Ask with status and after at most.')
      return jsonResponse({ rows: await batches.rows({ ...request, ...query }) })
    }),
  )
  router.get(
    `${one}/results`,
    named(async (face, request) =>
      batches.file({ ...request, ...readQuery(face, Format, 'The format is csv or jsonl.') }),
    ),
  )
  router.delete(
    one,
    named(async (_, request) => {
      await batches.remove(request)
      return jsonResponse({ ok: true })
    }),
  )
}

const nameOf = (face: FaceRequest, { app, endUser }: EmbedVisitor) => ({
  app,
  endUser,
  batchId: idParam(face.param('batchId')),
})
