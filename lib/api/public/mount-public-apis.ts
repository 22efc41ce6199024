import 'server-only'
import type { Hono } from 'hono'
import { mountDify } from './dify/mount-dify'
import { mountFlowise } from './flowise/mount-flowise'
import { mountEmbedPages } from './hosted/embed-pages'
import { mountEmbed } from './hosted/mount-embed'
import { mountMcp } from './mcp/mount-mcp'
import { mountChannels } from './native/channels'
import { mountEvaluations } from './native/evaluations'
import { mountHooks } from './native/hooks'
import { mountModelCalls } from './native/model-calls'
import { mountNative } from './native/mount-native'
import { mountOAuth } from './oauth/mount-oauth'
import { mountOpenAi } from './openai/mount-openai'
import type { PublicApi } from './public-api'
import { unknownRoute } from './unknown-route'

/** All public APIs on one router. */
export function mountPublicApis(router: Hono, api: PublicApi): void {
  mountNative(router, api)
  mountModelCalls(router, api)
  mountEvaluations(router, api)
  mountOpenAi(router, api)
  mountMcp(router, api)
  mountOAuth(router, api)
  mountFlowise(router, api)
  mountDify(router, api)
  mountHooks(router, api)
  mountChannels(router, api)
  mountEmbed(router, api)
  mountEmbedPages(router, api)
  router.notFound(unknownRoute(api, router))
}
