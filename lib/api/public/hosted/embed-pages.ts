import 'server-only'
import type { Context, Hono } from 'hono'
import type { EmbedApp } from '@/lib/contracts/public'
import { greetingIn } from '@/lib/core/locales/proposed-greeting'
import { pickLocale, type WidgetLocale } from '@/lib/core/locales/widget-locale'
import { newId } from '@/lib/core/new-id'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import { publicStatus } from '../../http/error-status'
import type { PublicApi } from '../public-api'
import { asAppError } from '../shared/responses/public-error'
import { findVisibleApp, requireAllowedHost } from './embed-access'
import { embedFiles, serveAsset, versioned } from './embed-files'
import { embedHtml, missingHtml, previewHtml } from './embed-html'
import { servePageImage } from './page-image'
import { starterQuestions } from './starter-questions'
import { toEmbedApp } from './to-embed-app'

/** The chat page, the frame of the widget, and their files. */
export function mountEmbedPages(router: Hono, api: PublicApi): void {
  router.get('/chat/:slug', (context) => servePage(api, context, 'page'))
  router.get('/chat/:slug/images/:imageId', (context) => servePageImage(api, context))
  router.get('/embed/:slug', (context) => servePage(api, context, 'widget'))
  router.get('/chat-parts/preview', (context) => servePreview(api, context))
  router.get('/chat-parts/:name', (context) => serveAsset(api, context, `chat-parts/${context.req.param('name')}`))
  for (const name of ['widget.js', 'chat-frame.js', 'chat-frame.css', 'chat-rich.css', 'chat-page.css'])
    router.get(`/${name}`, (context) => serveAsset(api, context, name))
}

async function servePage(api: PublicApi, context: Context, mode: 'page' | 'widget'): Promise<Response> {
  try {
    const app = await findVisibleApp(api, context.req.raw, context.req.param('slug') ?? '')
    const host = mode === 'widget' ? requireAllowedHost(api, app, context.req.query('host')) : null
    const locale = localeOf(app, context)
    const html = embedHtml({
      app: await inLanguage(api, app, locale),
      mode,
      theme: oneOf(['auto', 'light', 'dark'], context.req.query('theme')) ?? app.widget.look.theme,
      locale,
      host,
      frame: oneOf(['bubble', 'inline', 'page'], context.req.query('mode')) ?? 'bubble',
      files: await embedFiles(api, locale),
    })
    const ancestors = mode === 'widget' ? app.allowedOrigins : []
    return htmlResponse(html, { status: 200, ancestors, mayListen: app.widget.voice === 'both' })
  } catch (error) {
    api.protection.note(error, {})
    const appError = asAppError(error)
    const status = publicStatus(appError.code)
    if (status >= 500) api.logFailure(error, { requestId: newId(), path: context.req.path })
    const names = ['chat-frame.css', 'chat-page.css']
    const styles = await Promise.all(names.map((name) => versioned(api, name))).catch(() => [])
    const html = missingHtml(styles, pickLocale(wantedLanguage(context)))
    return htmlResponse(html, { status, ancestors: [], mayListen: false })
  }
}

/** A chat without suggestions suggests questions about its documents. A proposed greeting is translated. */
async function inLanguage(api: PublicApi, app: PublishedApp, locale: WidgetLocale): Promise<EmbedApp> {
  const closedProblem = await closedBecause(api, app)
  const embedApp = toEmbedApp({ ...app, greeting: greetingIn(app.greeting, locale) }, closedProblem)
  if (embedApp.suggestions.length > 0 || embedApp.kind === 'form' || embedApp.closed !== null) return embedApp
  const { documentNames, questions } = await api.backend.starterSources(app)
  return { ...embedApp, suggestions: [...questions, ...starterQuestions(documentNames, locale)] }
}

/** Message shown instead of the greeting while the app is closed; null if open. */
async function closedBecause(api: PublicApi, app: PublishedApp): Promise<string | null> {
  if (app.maintenance) return app.maintenance.message
  const { appId, workspaceId } = app
  try {
    await api.protection.check({ workspaceId, appId })
    return null
  } catch (error) {
    const { code, message } = asAppError(error)
    return code === 'MAINTENANCE' ? message : null
  }
}

/** The designer's preview: no data, an opaque origin, for our own pages only. */
async function servePreview(api: PublicApi, context: Context): Promise<Response> {
  const studio = new URL(api.appUrl).origin
  const html = previewHtml(studio, await embedFiles(api, pickLocale(context.req.query('locale') ?? '')))
  const response = htmlResponse(html, { status: 200, ancestors: [studio], mayListen: false })
  const csp = response.headers.get('content-security-policy') ?? ''
  response.headers.set('content-security-policy', `${csp}; sandbox allow-scripts allow-forms`)
  return response
}

/** The app's own language, else that of the embedding page, else that of the browser. */
function localeOf({ widget }: PublishedApp, context: Context): WidgetLocale {
  if (widget.locale !== 'page') return widget.locale
  return pickLocale(wantedLanguage(context))
}

const wantedLanguage = (context: Context): string =>
  context.req.query('locale') || context.req.header('accept-language') || ''

function oneOf<T extends string>(values: readonly T[], value: string | undefined): T | undefined {
  return values.find((candidate) => candidate === value)
}

/** Only exact origins reach the header; the contract validates them when saved. */
const ORIGIN = /^https?:\/\/[a-z0-9.-]+(?::\d{1,5})?$/

interface Answer {
  status: number
  ancestors: readonly string[]
  mayListen: boolean
}

function htmlResponse(html: string, { status, ancestors, mayListen }: Answer): Response {
  const origins = ancestors.filter((origin) => ORIGIN.test(origin))
  const csp = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    // Files of runs are fetched with the visitor's token and shown from memory.
    "img-src 'self' data: blob:",
    'media-src blob:',
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
    'permissions-policy': `camera=(), microphone=(${mayListen ? 'self' : ''}), geolocation=()`,
  })
  if (origins.length === 0) headers.set('x-frame-options', 'DENY')
  return new Response(html, { status, headers })
}
