import 'server-only'
import type { Hono } from 'hono'
import { mountDify } from './dify/mount-dify'
import { mountEmbed } from './embed'
import { mountEmbedPages } from './embed-pages'
import { mountFlowise } from './flowise/mount-flowise'
import { mountHooks } from './hooks'
import { mountMcp } from './mcp/mount-mcp'
import { mountModelCalls } from './model-calls'
import { mountNative } from './native'
import { mountOAuth } from './oauth/mount-oauth'
import { mountOpenAi } from './openai'
import type { PublicFaces } from './public-faces'
import { unknownRoute } from './unknown-route'

/** Everything that the public can call, on one router. */
export function mountPublicFaces(router: Hono, faces: PublicFaces): void {
  mountNative(router, faces)
  mountModelCalls(router, faces)
  mountOpenAi(router, faces)
  mountMcp(router, faces)
  mountOAuth(router, faces)
  mountFlowise(router, faces)
  mountDify(router, faces)
  mountHooks(router, faces)
  mountEmbed(router, faces)
  mountEmbedPages(router, faces)
  router.notFound(unknownRoute(faces, router))
}
