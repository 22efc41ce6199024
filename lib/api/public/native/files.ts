import 'server-only'
import type { Hono } from 'hono'
import { PageQuery } from '@/lib/contracts/shared'
import { checkFile } from '@/lib/services/app-files/check-file'
import { acceptedFiles } from '@/lib/services/apps/input-fields'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import type { PublicApi } from '../public-api'
import { type ApiRequest, jsonResponse } from '../public-handler'
import { endUserOf } from '../shared/access/end-user'
import { type AppHandler, keyedApp } from '../shared/access/keyed-app'
import { withUpload } from '../shared/requests/read-upload'
import { uploadLimits } from '../shared/requests/upload-limits'
import { fileDownload } from '../shared/responses/file-download'
import { pageResponse, readQuery } from '../shared/responses/page-response'
import { idParam } from '../shared/responses/run-stream'

/** Files that are uploaded once and then referenced by id in the inputs. */
export function mountFiles(router: Hono, api: PublicApi, base: string): void {
  const { backend } = api
  const mount = (work: AppHandler) => keyedApp(api, work)
  const itemPath = `${base}/files/:fileId`
  router.post(`${base}/files`, mount(upload(api)))
  router.get(
    `${base}/files`,
    mount(async (call, app) => {
      const page = readQuery(call, PageQuery, 'parameters.limitAndCursor')
      return pageResponse(api, call, await backend.listFiles({ ...scopeOf(call, app), ...page }))
    }),
  )
  router.get(
    itemPath,
    mount(async (call, app) => {
      const [file] = await backend.findFiles({ ...scopeOf(call, app), ids: [idParam(call.param('fileId'))] })
      return jsonResponse(file)
    }),
  )
  router.get(
    `${itemPath}/content`,
    mount(async (call, app) => {
      return fileDownload(await backend.readFile({ ...scopeOf(call, app), id: idParam(call.param('fileId')) }))
    }),
  )
  router.delete(
    itemPath,
    mount(async (call, app) => {
      await backend.removeFile({ ...scopeOf(call, app), id: idParam(call.param('fileId')) })
      return new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } })
    }),
  )
}

function upload(api: PublicApi): AppHandler {
  return async (call, app) => {
    const scope = scopeOf(call, app)
    const accepted = acceptedFiles(app)
    return withUpload(call.request, await uploadLimits(api, call, { sender: scope, accepted }), async (received) => {
      const file = await api.backend.storeFile({ ...scope, file: await checkFile(received, accepted) })
      const location = `${api.appUrl}/api/v1/apps/${app.slug}/files/${file.id}`
      return jsonResponse(file, { status: 201, headers: { location } })
    })
  }
}

function scopeOf(call: ApiRequest, app: PublishedApp) {
  return { app, endUser: endUserOf(call.request) }
}
