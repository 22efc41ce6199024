import 'server-only'
import type { Hono } from 'hono'
import { isAppAddress } from '@/lib/core/ids'
import { type FaceHandler, faceHandler, jsonResponse } from '../face-handler'
import { notFound } from '../public-error'
import type { PublicFaces } from '../public-faces'
import { resourceMetadata, serverMetadata } from './metadata'
import { oauthFailure } from './oauth-failure'
import { registerProgram } from './register'
import { endTokens, giveTokens } from './tokens'

const RESOURCE = '/.well-known/oauth-protected-resource'

/** How a program is let in by a person instead of by a key: OAuth 2.1, as the Model Context Protocol asks for it. */
export function mountOAuth(router: Hono, faces: PublicFaces): void {
  const mount = (handler: FaceHandler) => faceHandler(faces, handler, oauthFailure)
  router.get(
    '/.well-known/oauth-authorization-server',
    mount(async () => jsonResponse(serverMetadata(faces))),
  )
  for (const path of [RESOURCE, `${RESOURCE}/mcp`])
    router.get(
      path,
      mount(async (face) => jsonResponse(resourceMetadata(faces, face, '/mcp'))),
    )
  router.get(`${RESOURCE}/mcp/apps/:slug`, mount(ofOneApp(faces)))
  router.post('/oauth/register', mount(registerProgram(faces)))
  router.post('/oauth/token', mount(giveTokens(faces)))
  router.post('/oauth/revoke', mount(endTokens(faces)))
}

/** The same for every address that an app could have, so that it tells nothing of which there are. */
function ofOneApp(faces: PublicFaces): FaceHandler {
  return async (face) => {
    const slug = face.param('slug')
    if (!isAppAddress(slug)) throw notFound()
    return jsonResponse(resourceMetadata(faces, face, `/mcp/apps/${slug}`))
  }
}
