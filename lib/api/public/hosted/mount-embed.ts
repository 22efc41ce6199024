import 'server-only'
import { createHash, randomUUID } from 'node:crypto'
import type { Hono } from 'hono'
import {
  type EmbedBubble,
  EmbedMessageBody,
  EmbedSessionBody,
  MAX_CHAT_BODY_BYTES,
  MAX_CHAT_MESSAGE,
  MAX_FORM_TEXT,
} from '@/lib/contracts/public'
import { LAUNCHER_ICONS } from '@/lib/contracts/widget/launcher-icons'
import { launcherTexts } from '@/lib/contracts/widget/launcher-texts'
import { AppError } from '@/lib/core/app-error'
import { pickLocale } from '@/lib/core/locales/widget-locale'
import { problem } from '@/lib/messages/problems/problem'
import type { StoredPublicRun } from '@/lib/runs/public/run-types'
import { parseHistory, parseRunInputs } from '@/lib/services/runs/parse-run-inputs'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import type { PublicApi, StreamLease } from '../public-api'
import { type ApiHandler, type ApiRequest, addressOf, apiHandler, jsonResponse } from '../public-handler'
import { corsFor } from '../shared/access/cors'
import { visitorOf } from '../shared/access/visitor-of'
import { visitorIdempotencyKey } from '../shared/requests/idempotency-key'
import { readVisitorBody } from '../shared/requests/read-body'
import { citedPassage } from '../shared/responses/cited-passage'
import { notFound } from '../shared/responses/public-error'
import { idParam, noteVersion, streamRun } from '../shared/responses/run-stream'
import { acquireSlot, type OnStarted } from '../shared/runs/acquire-slot'
import { giveFeedback } from '../shared/runs/give-feedback'
import { holdStream } from '../shared/runs/hold-stream'
import { resumeRun } from '../shared/runs/resume-run'
import {
  admitVisitor,
  authorizeVisitor,
  type EmbedVisitor,
  findVisibleApp,
  requireAllowedHost,
  requireMember,
  requireOwnOrigin,
  TOKEN_TTL_SECONDS,
  whoIs,
} from './embed-access'
import { toEmbedApp } from './to-embed-app'
import { mountVisitorBatches } from './visitor-batches'
import { mountVisitorFiles } from './visitor-files'
import { mountVisitorMedia } from './visitor-media'
import { mountVisitorMemories } from './visitor-memories'
import { mountVisitorRequests } from './visitor-requests'
import { mountVisitorThreads, threadOf } from './visitor-threads'

/** API of the chat page and the widget frame; every route but the first two requires the token of a session. */
export function mountEmbed(router: Hono, api: PublicApi): void {
  const visited = (work: (call: ApiRequest, visitor: EmbedVisitor) => Promise<Response>) =>
    apiHandler(api, async (call) => work(call, await authorizeVisitor(api, call)))
  router.get('/embed/:slug/config', apiHandler(api, describeBubble(api)))
  router.post('/embed/:slug/session', apiHandler(api, openSession(api)))
  router.post('/embed/:slug/messages', visited(sendMessage(api)))
  router.get('/embed/:slug/runs/:runId/events', visited(followRun(api)))
  router.post('/embed/:slug/runs/:runId/cancel', visited(cancelRun(api)))
  router.post('/embed/:slug/runs/:runId/feedback', visited(rateRun(api)))
  router.get('/embed/:slug/passages/:chunkId', visited(readPassage(api)))
  mountVisitorFiles(router, api, visited)
  mountVisitorBatches(router, api, visited)
  mountVisitorMedia(router, api, visited)
  mountVisitorMemories(router, api, visited)
  mountVisitorRequests(router, api, visited, ownRun)
  mountVisitorThreads(router, api, visited)
}

type VisitorHandler = (call: ApiRequest, visitor: EmbedVisitor) => Promise<Response>

/** Only listed pages can see that the app exists. */
function describeBubble(api: PublicApi): ApiHandler {
  return async ({ request, param, context }) => {
    const app = await findVisibleApp(api, request, param('slug'))
    requireAllowedHost(api, app, request.headers.get('origin'))
    const { look, locale, voice } = app.widget
    const requestedLocale = locale === 'page' ? pickLocale(context.req.query('locale') ?? '') : locale
    const bubble: EmbedBubble = {
      title: app.title,
      accent: app.accent,
      look,
      icon: [...LAUNCHER_ICONS[look.launcher]],
      labels: launcherTexts(requestedLocale, app.title),
      voice: voice === 'both',
    }
    return corsFor(request, app, jsonResponse(bubble, { headers: { 'cache-control': 'private, max-age=60' } }))
  }
}

function openSession(api: PublicApi): ApiHandler {
  return async (call) => {
    requireOwnOrigin(api, call.request)
    const { sid = randomUUID(), host, identity } = await readVisitorBody(call.request, EmbedSessionBody, 8_192)
    await api.limiter.addresses.take(`session:${addressOf(api, call)}`)
    const app = await findVisibleApp(api, call.request, call.param('slug'))
    const member = await requireMember(api, call.request, app)
    const origin = requireAllowedHost(api, app, host ?? new URL(api.appUrl).origin)
    const person = identity === undefined ? null : await identityOf(api, app, identity)
    if (!person && app.widget.needsIdentity) throw new AppError('UNAUTHENTICATED', problem('publicApi.signInFirst'))
    const claims = {
      app: app.appId,
      version: app.versionId,
      origin,
      sid,
      ...(person ? { user: person.sub, groups: person.groups } : {}),
    }
    const { endUser, isAnonymous } = whoIs(claims, member)
    await admitVisitor(api, call, app, endUser)
    // A session never outlives its identity.
    const ttlSeconds = Math.min(TOKEN_TTL_SECONDS, Math.max(1, person?.secondsLeft ?? TOKEN_TTL_SECONDS))
    const token = await api.tokens.sign(claims, ttlSeconds)
    const expiresAtMs = Date.now() + ttlSeconds * 1_000
    return jsonResponse({
      token,
      sid,
      expiresAtMs,
      app: toEmbedApp(app),
      user: isAnonymous ? null : userKey(app, endUser),
    })
  }
}

/** @throws AppError UNAUTHENTICATED, the same for every reason */
async function identityOf(api: PublicApi, app: PublishedApp, token: string) {
  const person = await api.backend.readIdentity({ app, token })
  if (!person) throw new AppError('UNAUTHENTICATED', problem('publicApi.signInInvalid'))
  return { sub: person.sub, groups: person.groups, secondsLeft: Math.floor((person.expiresAtMs - Date.now()) / 1_000) }
}

/** Key for the browser's storage that does not reveal the customer's name of the visitor. */
function userKey({ appId }: PublishedApp, endUser: string): string {
  return createHash('sha256').update(`${appId}\n${endUser}`).digest('base64url').slice(0, 22)
}

function sendMessage(api: PublicApi): VisitorHandler {
  return async (call, { app, claims, endUser, isAnonymous }) => {
    const body = await readVisitorBody(call.request, EmbedMessageBody, MAX_CHAT_BODY_BYTES)
    const inputs = parseRunInputs(app, body.inputs, app.messageField === null ? MAX_FORM_TEXT : MAX_CHAT_MESSAGE)
    await api.limiter.addresses.take(`message:${addressOf(api, call)}`, app.appId)
    await api.limiter.apps.take(app.appId)
    const slotOptions = { appId: app.appId, streams: true }
    const startRun = async (leave: () => void, release: () => void, onStarted: OnStarted) => {
      const started = await api.backend.startRun({
        app,
        origin: claims.origin === new URL(api.appUrl).origin ? 'page' : 'widget',
        inputs,
        history: parseHistory(body.history),
        requestId: call.requestId,
        endUser,
        ...(body.thread === undefined ? {} : { thread: threadOf(endUser, body.thread) }),
        ...visitorIdempotencyKey(call.request, { app, endUser }),
        ...(claims.groups === undefined ? {} : { groups: claims.groups }),
        ...(isAnonymous ? { visitor: visitorOf(app.appId, addressOf(api, call)) } : {}),
      })
      onStarted(started)
      const { runId, replayed } = started
      const run = { app: noteVersion(call, app, started), runId, replayed, release }
      return streamRun(api, call, { ...run, leave, lease: await leaseOf(api, call, app) })
    }
    return holdStream(api, call, (leave) => acquireSlot(api, slotOptions, (...slot) => startRun(leave, ...slot)))
  }
}

async function leaseOf(api: PublicApi, { request }: ApiRequest, app: PublishedApp): Promise<StreamLease | null> {
  return app.access === 'members' ? api.watchMember(request, app) : null
}

function followRun(api: PublicApi): VisitorHandler {
  return async (call, visitor) => {
    const { runId, status } = await ownRun(api, call, visitor)
    const { app } = visitor
    return holdStream(api, call, async (leave) => {
      const lease = await leaseOf(api, call, app)
      return resumeRun(api, call, { app, runId, status, lease, leave })
    })
  }
}

function cancelRun(api: PublicApi): VisitorHandler {
  return async (call, visitor) => {
    const { runId } = await ownRun(api, call, visitor)
    await api.backend.cancel({ app: visitor.app, runId })
    return jsonResponse({ ok: true })
  }
}

function rateRun(api: PublicApi): VisitorHandler {
  return async (call, visitor) => {
    await api.limiter.addresses.take(`feedback:${addressOf(api, call)}`)
    const { runId } = await ownRun(api, call, visitor)
    return giveFeedback(api, call, { app: visitor.app, runId, author: `end:${visitor.endUser}` })
  }
}

/** Runs of other visitors do not exist. @throws AppError NOT_FOUND */
async function ownRun(api: PublicApi, call: ApiRequest, { app, endUser }: EmbedVisitor): Promise<StoredPublicRun> {
  const runId = idParam(call.param('runId'))
  const run = await api.backend.getRun({ app, runId, requestId: call.requestId })
  if (run?.endUser !== endUser) throw notFound()
  return run
}

function readPassage(api: PublicApi): VisitorHandler {
  return async (call, { app, endUser, viewer }) => {
    await api.limiter.apps.take(`passage:${app.appId}`)
    const owns = (run: StoredPublicRun) => run.endUser === endUser
    return jsonResponse(await citedPassage(api, call, { app, endUser, viewer, owns }))
  }
}
