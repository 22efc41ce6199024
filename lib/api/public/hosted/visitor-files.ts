import 'server-only'
import type { Context, Hono } from 'hono'
import { checkFile } from '@/lib/services/app-files/check-file'
import { acceptedFiles } from '@/lib/services/apps/input-fields'
import type { PublicApi } from '../public-api'
import { type ApiRequest, addressOf, jsonResponse } from '../public-handler'
import { withUpload } from '../shared/requests/read-upload'
import { anonymousVisitor, uploadLimits } from '../shared/requests/upload-limits'
import { idParam } from '../shared/responses/run-stream'
import type { EmbedVisitor } from './embed-access'

type VisitorHandler = (call: ApiRequest, visitor: EmbedVisitor) => Promise<Response>

/** Files that a visitor attaches to a message or adds to a form, accessible to that visitor only. */
export function mountVisitorFiles(
  router: Hono,
  api: PublicApi,
  visited: (work: VisitorHandler) => (context: Context) => Promise<Response>,
): void {
  const { backend, limiter } = api
  const upload: VisitorHandler = async (call, { app, endUser, isAnonymous }) => {
    const accepted = acceptedFiles(app)
    await limiter.addresses.take(`upload:${addressOf(api, call)}`, app.appId)
    await limiter.apps.take(`upload:${app.appId}`)
    const sender = { app, endUser, byVisitor: true, ...(isAnonymous ? anonymousVisitor(api, call, app) : {}) }
    const limits = await uploadLimits(api, call, { sender, accepted })
    return withUpload(call.request, limits, async (upload) => {
      const file = await checkFile(upload, accepted)
      const { id, name, mediaType, sizeBytes, pages } = await backend.storeFile({ ...sender, file })
      return jsonResponse({ id, name, mediaType, sizeBytes, pages }, { status: 201 })
    })
  }
  const remove: VisitorHandler = async (call, { app, endUser }) => {
    await backend.removeFile({ app, endUser, id: idParam(call.param('fileId')) })
    return jsonResponse({ ok: true })
  }
  router.post('/embed/:slug/files', visited(upload))
  router.delete('/embed/:slug/files/:fileId', visited(remove))
}
