import 'server-only'
import type { Context, Hono } from 'hono'
import { z } from 'zod'
import {
  MAX_VISITOR_BATCH_BYTES,
  VisitorBatchAction,
  VisitorMapping,
  VisitorRowQuery,
} from '@/lib/contracts/visitor-batches'
import type { PublicApi } from '../public-api'
import { type ApiRequest, addressOf, jsonResponse } from '../public-handler'
import { readVisitorBody } from '../shared/requests/read-body'
import { withUpload } from '../shared/requests/read-upload'
import { anonymousVisitor, visitorNames } from '../shared/requests/upload-limits'
import { readQuery } from '../shared/responses/page-response'
import { idParam } from '../shared/responses/run-stream'
import type { EmbedVisitor } from './embed-access'

type VisitorHandler = (call: ApiRequest, visitor: EmbedVisitor) => Promise<Response>

const MAX_BYTES = 64 * 1024
const Format = z.object({ format: z.enum(['csv', 'jsonl']).default('csv') })

/** Runs the app for each row of a file. A batch continues when its visitor leaves, who finds it again later. */
export function mountVisitorBatches(
  router: Hono,
  api: PublicApi,
  visited: (work: VisitorHandler) => (context: Context) => Promise<Response>,
): void {
  const { batches } = api.backend
  const listPath = '/embed/:slug/batches'
  const itemPath = `${listPath}/:batchId`
  const named = (work: (call: ApiRequest, request: ReturnType<typeof nameOf>) => Promise<Response>) =>
    visited((call, visitor) => work(call, nameOf(call, visitor)))
  const limited = async (call: ApiRequest, appId: string) => {
    await api.limiter.addresses.take(`batch:${addressOf(api, call)}`, appId)
    await api.limiter.apps.take(`batch:${appId}`)
  }
  router.get(
    listPath,
    visited(async (_, { app, endUser }) => jsonResponse({ batches: await batches.list({ app, endUser }) })),
  )
  router.post(
    listPath,
    visited(async (call, { app, endUser, isAnonymous }) => {
      await limited(call, app.appId)
      const visitor = isAnonymous ? anonymousVisitor(api, call, app) : {}
      const limits = { maxBytes: MAX_VISITOR_BATCH_BYTES, visitor: visitorNames(api, call, { app, endUser }) }
      return withUpload(call.request, limits, async ({ fileName, bytes }) => {
        return jsonResponse(await batches.create({ app, endUser, ...visitor, fileName, bytes }), { status: 201 })
      })
    }),
  )
  router.get(
    itemPath,
    named(async (_, request) => jsonResponse(await batches.get(request))),
  )
  router.post(
    `${itemPath}/check`,
    named(async (call, request) => {
      await limited(call, request.app.appId)
      return jsonResponse(
        await batches.check({ ...request, ...(await readVisitorBody(call.request, VisitorMapping, MAX_BYTES)) }),
      )
    }),
  )
  router.post(
    `${itemPath}/start`,
    named(async (call, request) => {
      await limited(call, request.app.appId)
      return jsonResponse(
        await batches.start({ ...request, ...(await readVisitorBody(call.request, VisitorMapping, MAX_BYTES)) }),
      )
    }),
  )
  router.post(
    `${itemPath}/control`,
    named(async (call, request) => {
      await limited(call, request.app.appId)
      return jsonResponse(
        await batches.steer({ ...request, ...(await readVisitorBody(call.request, VisitorBatchAction, MAX_BYTES)) }),
      )
    }),
  )
  router.get(
    `${itemPath}/rows`,
    named(async (call, request) => {
      const query = readQuery(call, VisitorRowQuery, 'parameters.statusAndAfter')
      return jsonResponse({ rows: await batches.rows({ ...request, ...query }) })
    }),
  )
  router.get(
    `${itemPath}/results`,
    named(async (call, request) => batches.file({ ...request, ...readQuery(call, Format, 'parameters.rowFormat') })),
  )
  router.delete(
    itemPath,
    named(async (_, request) => {
      await batches.remove(request)
      return jsonResponse({ ok: true })
    }),
  )
}

const nameOf = (call: ApiRequest, { app, endUser }: EmbedVisitor) => ({
  app,
  endUser,
  batchId: idParam(call.param('batchId')),
})
