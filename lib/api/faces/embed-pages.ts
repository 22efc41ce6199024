import 'server-only'
import type { Context, Hono } from 'hono'
import { AppError } from '@/lib/core/app-error'
import { newId } from '@/lib/core/new-id'
import type { PublishedApp } from '@/lib/runs/public-backend-types'
import { toEmbedApp } from './embed'
import { findVisibleApp, isAllowedHost } from './embed-access'
import { embedHtml, missingHtml } from './embed-html'
import { publicStatus } from './error-status'
import { asAppError, notFound } from './public-error'
import type { PublicFaces } from './public-faces'

/** The chat page, the frame of the widget, and their files. */
export function mountEmbedPages(router: Hono, faces: PublicFaces): void {
  router.get('/chat/:slug', (context) => servePage(faces, context, 'page'))
  router.get('/embed/:slug', (context) => servePage(faces, context, 'widget'))
  router.get('/widget.js', (context) => serveAsset(faces, context, 'widget.js'))
  router.get('/chat-frame.js', (context) => serveAsset(faces, context, 'chat-frame.js'))
  router.get('/chat-frame.css', (context) => serveAsset(faces, context, 'chat-frame.css'))
}

async function servePage(faces: PublicFaces, context: Context, mode: 'page' | 'widget'): Promise<Response> {
  try {
    const app = await findVisibleApp(faces, context.req.raw, context.req.param('slug') ?? '')
    const host = mode === 'widget' ? hostOf(faces, app, context.req.query('host')) : null
    const html = embedHtml({
      app: toEmbedApp(app),
      mode,
      theme: themeOf(context.req.query('theme')),
      host,
      scriptUrl: await assetUrl(faces, 'chat-frame.js'),
      styleUrl: await assetUrl(faces, 'chat-frame.css'),
    })
    return htmlResponse(html, 200, mode === 'widget' ? app.allowedOrigins : [])
  } catch (error) {
    const known = asAppError(error)
    const status = publicStatus(known.code)
    if (status >= 500) faces.logFailure(error, { requestId: newId(), path: context.req.path })
    return htmlResponse(missingHtml(await assetUrl(faces, 'chat-frame.css').catch(() => null)), status, [])
  }
}

/** @throws AppError NOT_FOUND when the page that asks is not on the app's list. */
function hostOf(faces: PublicFaces, app: PublishedApp, host: string | undefined): string {
  if (host === undefined || !isAllowedHost(faces, app, host)) throw notFound()
  return host
}

function themeOf(value: string | undefined): 'auto' | 'light' | 'dark' {
  return value === 'light' || value === 'dark' ? value : 'auto'
}

async function assetUrl(faces: PublicFaces, name: string): Promise<string> {
  const asset = await faces.asset(name)
  if (!asset) throw new AppError('UNAVAILABLE', `${name} has not been built.`)
  return `/${name}?v=${encodeURIComponent(asset.etag.replaceAll('"', ''))}`
}

/** Only exact origins reach the header; the contract checks them when they are saved. */
const ORIGIN = /^https?:\/\/[a-z0-9.-]+(?::\d{1,5})?$/

function htmlResponse(html: string, status: number, ancestors: readonly string[]): Response {
  const origins = ancestors.filter((origin) => ORIGIN.test(origin))
  const csp = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "img-src 'self' data:",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${origins.length > 0 ? origins.join(' ') : "'none'"}`,
  ]
  const headers = new Headers({
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': csp.join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  })
  if (origins.length === 0) headers.set('x-frame-options', 'DENY')
  return new Response(html, { status, headers })
}

async function serveAsset(faces: PublicFaces, context: Context, name: string): Promise<Response> {
  const asset = await faces.asset(name)
  if (!asset) return new Response('Not found', { status: 404, headers: { 'content-type': 'text/plain' } })
  const isPinned = context.req.query('v') === asset.etag.replaceAll('"', '')
  const headers = {
    etag: asset.etag,
    'content-type': asset.contentType,
    'cache-control': isPinned
      ? 'public, max-age=31536000, immutable'
      : 'public, max-age=3600, stale-while-revalidate=86400',
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'cross-origin',
    vary: 'Accept-Encoding',
  }
  if (context.req.header('if-none-match') === asset.etag) return new Response(null, { status: 304, headers })
  const zips = /\bgzip\b/.test(context.req.header('accept-encoding') ?? '')
  return new Response(zips ? asset.gzip : asset.body, {
    headers: zips ? { ...headers, 'content-encoding': 'gzip' } : headers,
  })
}
