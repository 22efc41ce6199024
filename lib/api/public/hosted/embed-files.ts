import 'server-only'
import type { Context } from 'hono'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import type { WidgetLocale } from '@/lib/core/locales/widget-locale'
import { problem } from '@/lib/messages/problems/problem'
import type { PublicApi, PublicAsset } from '../public-api'

/** Written by scripts/build/build-widget.mjs. */
const Parts = z.object({
  parts: z.array(z.string()),
  page: z.array(z.string()),
  fonts: z.array(z.string()),
  locales: z.record(z.string(), z.string()),
})

export interface EmbedFiles {
  script: string
  style: string
  /** Loaded with the first answer. */
  richStyle: string
  /** Static imports of the script, preloaded to avoid a request chain. */
  parts: string[]
  /** Only for the hosted page: its styles, its part of the script and its fonts. */
  page: { style: string; parts: string[]; fonts: string[] }
}

/** Versioned URLs of the frame's files. @throws UNAVAILABLE if they have not been built */
export async function embedFiles(api: PublicApi, locale: WidgetLocale): Promise<EmbedFiles> {
  const [script = '', style = '', richStyle = '', pageStyle = ''] = await Promise.all(
    ['chat-frame.js', 'chat-frame.css', 'chat-rich.css', 'chat-page.css'].map((name) => versioned(api, name)),
  )
  const built = Parts.parse(JSON.parse(Buffer.from((await requireAsset(api, 'chat-frame.json')).body).toString()))
  const texts = built.locales[locale.toLowerCase()]
  const address = (name: string) => `/${name}`
  const parts = [...built.parts, ...(texts ? [texts] : [])].map(address)
  const page = { style: pageStyle, parts: built.page.map(address), fonts: built.fonts.map(address) }
  return { script, style, richStyle, parts, page }
}

export async function versioned(api: PublicApi, name: string): Promise<string> {
  return `/${name}?v=${tagOf(await requireAsset(api, name))}`
}

export async function serveAsset(api: PublicApi, context: Context, name: string): Promise<Response> {
  const asset = await api.asset(name)
  if (!asset) return new Response('Not found', { status: 404, headers: { 'content-type': 'text/plain' } })
  // Chunks have their version in the name.
  const isPinned = name.startsWith('chat-parts/') || context.req.query('v') === tagOf(asset)
  const headers = {
    etag: asset.etag,
    'content-type': asset.contentType,
    'cache-control': isPinned
      ? 'public, max-age=31536000, immutable'
      : 'public, max-age=3600, stale-while-revalidate=86400',
    'x-content-type-options': 'nosniff',
    // Public files without personal data; the designer's preview has an opaque origin and uses
    // CORS.
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    vary: 'Accept-Encoding',
  }
  if (context.req.header('if-none-match') === asset.etag) return new Response(null, { status: 304, headers })
  const { gzip } = asset
  if (gzip === null || !/\bgzip\b/.test(context.req.header('accept-encoding') ?? ''))
    return new Response(asset.body, { headers })
  return new Response(gzip, { headers: { ...headers, 'content-encoding': 'gzip' } })
}

async function requireAsset(api: PublicApi, name: string): Promise<PublicAsset> {
  const asset = await api.asset(name)
  if (!asset) throw new AppError('UNAVAILABLE', problem('publicApi.assetNotBuilt', { name }))
  return asset
}

const tagOf = ({ etag }: PublicAsset): string => etag.replaceAll('"', '')
