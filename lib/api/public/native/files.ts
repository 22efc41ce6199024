import 'server-only'
import type { Hono } from 'hono'
import { PageQuery } from '@/lib/contracts/shared'
import { checkFile } from '@/lib/services/app-files/check-file'
import { takenFiles } from '@/lib/services/apps/input-fields'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import type { PublicFaces } from '../public-api'
import { type FaceRequest, jsonResponse } from '../public-handler'
import { endUserOf } from '../shared/access/end-user'
import { type AppHandler, keyedApp } from '../shared/access/keyed-app'
import { withUpload } from '../shared/requests/read-upload'
import { uploadLimits } from '../shared/requests/upload-limits'
import { fileDownload } from '../shared/responses/file-download'
import { pageResponse, readQuery } from '../shared/responses/page-response'
import { idParam } from '../shared/responses/run-stream'

/** Files that are sent once and then named by their ids in the inputs. */
export function mountFiles(router: Hono, faces: PublicFaces, base: string): void {
  const { backend } = faces
  const mount = (work: AppHandler) => keyedApp(faces, work)
  const one = `${base}/files/:fileId`
  router.post(`${base}/files`, mount(upload(faces)))
  router.get(
    `${base}/files`,
    mount(async (face, app) => {
      const page = readQuery(face, PageQuery, 'Ask with limit (1 to 200) and cursor at most.')
      return pageResponse(faces, face, await backend.listFiles({ ...scopeOf(face, app), ...page }))
    }),
  )
  router.get(
    one,
    mount(async (face, app) => {
      const [file] = await backend.findFiles({ ...scopeOf(face, app), ids: [idParam(face.param('fileId'))] })
      return jsonResponse(file)
    }),
  )
  router.get(
    `${one}/content`,
    mount(async (face, app) => {
      return fileDownload(await backend.readFile({ ...scopeOf(face, app), id: idParam(face.param('fileId')) }))
    }),
  )
  router.delete(
    one,
    mount(async (face, app) => {
      await backend.removeFile({ ...scopeOf(face, app), id: idParam(face.param('fileId')) })
      return new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } })
    }),
  )
}

function upload(faces: PublicFaces): AppHandler {
  return async (face, app) => {
    const scope = scopeOf(face, app)
    const takes = takenFiles(app)
    return withUpload(face.request, await uploadLimits(faces, face, { sender: scope, takes }), async (given) => {
      const file = await faces.backend.storeFile({ ...scope, file: await checkFile(given, takes) })
      const location = `${faces.appUrl}/api/v1/apps/${app.slug}/files/${file.id}`
      return jsonResponse(file, { status: 201, headers: { location } })
    })
  }
}

function scopeOf(face: FaceRequest, app: PublishedApp) {
  return { app, endUser: endUserOf(face.request) }
}
