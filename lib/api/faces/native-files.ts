import 'server-only'
import type { Hono } from 'hono'
import { MAX_PICTURE_BYTES } from '@/lib/contracts/public-files'
import { PageQuery } from '@/lib/contracts/shared'
import { AppError } from '@/lib/core/app-error'
import { toDisplayName } from '@/lib/files/display-name'
import { sniffImage } from '@/lib/files/sniff-image'
import type { PublishedApp } from '@/lib/runs/public-backend-types'
import { endUserOf } from './end-user'
import { type FaceRequest, jsonResponse } from './face-handler'
import { type AppHandler, keyedApp } from './keyed-app'
import { pageResponse, readQuery } from './page-response'
import type { PublicFaces } from './public-faces'
import { readUpload } from './read-upload'
import { idParam } from './run-stream'

/** Pictures that are sent once and then named by their ids in `inputs.images`. */
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
      const { file, bytes } = await backend.readFile({ ...scopeOf(face, app), id: idParam(face.param('fileId')) })
      const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`
      const headers = {
        'content-type': file.mediaType,
        'content-disposition': disposition,
        'cache-control': 'no-store',
      }
      return new Response(Uint8Array.from(bytes), { headers })
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
    if (!app.takesImages) throw new AppError('INVALID_INPUT', 'This app takes no pictures.')
    const { fileName, declaredType, bytes } = await readUpload(face.request, MAX_PICTURE_BYTES)
    const name = toDisplayName(fileName)
    const mediaType = sniffImage({ bytes, fileName: name, declaredType })
    const file = await faces.backend.storeFile({ ...scope, name, mediaType, bytes })
    const location = `${faces.appUrl}/api/v1/apps/${app.slug}/files/${file.id}`
    return jsonResponse(file, { status: 201, headers: { location } })
  }
}

function scopeOf(face: FaceRequest, app: PublishedApp) {
  return { app, endUser: endUserOf(face.request) }
}
