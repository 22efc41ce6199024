import 'server-only'
import type { Hono } from 'hono'
import { mountDify } from './dify/mount-dify'
import { mountFlowise } from './flowise/mount-flowise'
import { mountEmbedPages } from './hosted/embed-pages'
import { mountEmbed } from './hosted/mount-embed'
import { mountMcp } from './mcp/mount-mcp'
import { mountHooks } from './native/hooks'
import { mountModelCalls } from './native/model-calls'
import { mountNative } from './native/mount-native'
import { mountOAuth } from './oauth/mount-oauth'
import { mountOpenAi } from './openai/mount-openai'
import type { PublicFaces } from './public-api'
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
