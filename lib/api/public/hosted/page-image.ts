import 'server-only'
import type { Context } from 'hono'
import { fileResponse } from '@/lib/services/app-files/file-response'
import { PAGE_IMAGES } from '@/lib/services/versions/page-image-scope'
import type { PublicApi } from '../public-api'
import { notFound } from '../shared/responses/public-error'
import { findVisibleApp } from './embed-access'

/** The app's logo or avatar. Other files do not exist here. */
export async function servePageImage(api: PublicApi, context: Context): Promise<Response> {
  try {
    const app = await findVisibleApp(api, context.req.raw, context.req.param('slug') ?? '')
    const id = context.req.param('imageId') ?? ''
    const { logo, avatar } = app.widget.images
    if (id !== logo && id !== avatar) throw notFound()
    await api.limiter.apps.take(`image:${app.appId}`)
    const { appId, workspaceId } = app
    const scope = { app: { appId, workspaceId, environment: PAGE_IMAGES }, endUser: null }
    const { file, bytes } = await api.backend.readFile({ ...scope, id })
    const response = fileResponse(file, bytes)
    // The id never gets other content.
    response.headers.set('cache-control', 'private, max-age=31536000, immutable')
    return response
  } catch (error) {
    api.protection.note(error, {})
    return new Response('Not found', { status: 404, headers: { 'content-type': 'text/plain' } })
  }
}
