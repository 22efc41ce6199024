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
import type { StoredPublicRun } from '@/lib/runs/public/run-types'
import { parseHistory, parseRunInputs } from '@/lib/services/runs/parse-run-inputs'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import type { PublicFaces, StreamLease } from '../public-api'
import { addressOf, type FaceHandler, type FaceRequest, faceHandler, jsonResponse } from '../public-handler'
import { corsFor } from '../shared/access/cors'
import { visitorOf } from '../shared/access/visitor-of'
import { visitorIdempotencyKey } from '../shared/requests/idempotency-key'
import { readVisitorBody } from '../shared/requests/read-body'
import { citedPassage } from '../shared/responses/cited-passage'
import { noteVersion } from '../shared/responses/note-version'
import { notFound } from '../shared/responses/public-error'
import { idParam, streamRun } from '../shared/responses/run-stream'
import { type Begun, holdPlace } from '../shared/runs/acquire-slot'
import { giveFeedback } from '../shared/runs/give-feedback'
import { holdStream } from '../shared/runs/hold-stream'
import { resumeRun } from '../shared/runs/resume-run'
import {
  authorizeVisitor,
  type EmbedVisitor,
  findVisibleApp,
  letIn,
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
import { mountVisitorRequests } from './visitor-requests'

/** What the chat page and the widget frame call; every route but the first two asks for their token. */
export function mountEmbed(router: Hono, faces: PublicFaces): void {
  const visited = (work: (face: FaceRequest, visitor: EmbedVisitor) => Promise<Response>) =>
    faceHandler(faces, async (face) => work(face, await authorizeVisitor(faces, face)))
  router.get('/embed/:slug/config', faceHandler(faces, describeBubble(faces)))
  router.post('/embed/:slug/session', faceHandler(faces, openSession(faces)))
  router.post('/embed/:slug/messages', visited(sendMessage(faces)))
  router.get('/embed/:slug/runs/:runId/events', visited(followRun(faces)))
  router.post('/embed/:slug/runs/:runId/cancel', visited(cancelRun(faces)))
  router.post('/embed/:slug/runs/:runId/feedback', visited(rateRun(faces)))
  router.get('/embed/:slug/passages/:chunkId', visited(readPassage(faces)))
  mountVisitorFiles(router, faces, visited)
  mountVisitorBatches(router, faces, visited)
  mountVisitorMedia(router, faces, visited)
  mountVisitorRequests(router, faces, visited, ownRun)
}

type VisitorHandler = (face: FaceRequest, visitor: EmbedVisitor) => Promise<Response>

/** Only pages of the app's list learn that the app exists. */
function describeBubble(faces: PublicFaces): FaceHandler {
  return async ({ request, param, context }) => {
    const app = await findVisibleApp(faces, request, param('slug'))
    requireAllowedHost(faces, app, request.headers.get('origin'))
    const { look, locale, voice } = app.widget
    const wanted = locale === 'page' ? pickLocale(context.req.query('locale') ?? '') : locale
    const bubble: EmbedBubble = {
      title: app.title,
      accent: app.accent,
      look,
      icon: [...LAUNCHER_ICONS[look.launcher]],
      labels: launcherTexts(wanted, app.title),
      voice: voice === 'both',
    }
    return corsFor(request, app, jsonResponse(bubble, { headers: { 'cache-control': 'private, max-age=60' } }))
  }
}

function openSession(faces: PublicFaces): FaceHandler {
  return async (face) => {
    requireOwnOrigin(faces, face.request)
    const { sid = randomUUID(), host, identity } = await readVisitorBody(face.request, EmbedSessionBody, 8_192)
    await faces.limiter.addresses.take(`session:${addressOf(faces, face)}`)
    const app = await findVisibleApp(faces, face.request, face.param('slug'))
    const member = await requireMember(faces, face.request, app)
    const origin = requireAllowedHost(faces, app, host ?? new URL(faces.appUrl).origin)
    const person = identity === undefined ? null : await identityOf(faces, app, identity)
    if (!person && app.widget.needsIdentity) throw new AppError('UNAUTHENTICATED', 'Please sign in first.')
    const claims = {
      app: app.appId,
      version: app.versionId,
      origin,
      sid,
      ...(person ? { user: person.sub, groups: person.groups } : {}),
    }
    const { endUser, isAnonymous } = whoIs(claims, member)
    await letIn(faces, face, app, endUser)
    // A session never outlives what it was given for.
    const ttlSeconds = Math.min(TOKEN_TTL_SECONDS, Math.max(1, person?.secondsLeft ?? TOKEN_TTL_SECONDS))
    const token = await faces.tokens.sign(claims, ttlSeconds)
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
async function identityOf(faces: PublicFaces, app: PublishedApp, token: string) {
  const person = await faces.backend.readIdentity({ app, token })
  if (!person) throw new AppError('UNAUTHENTICATED', 'This sign-in is not valid any more.')
  return { sub: person.sub, groups: person.groups, secondsLeft: Math.floor((person.expiresAtMs - Date.now()) / 1_000) }
}

/** A name for the browser's own storage that does not tell the customer's name for the visitor. */
function userKey({ appId }: PublishedApp, endUser: string): string {
  return createHash('sha256').update(`${appId}\n${endUser}`).digest('base64url').slice(0, 22)
}

function sendMessage(faces: PublicFaces): VisitorHandler {
  return async (face, { app, claims, endUser, isAnonymous }) => {
    const body = await readVisitorBody(face.request, EmbedMessageBody, MAX_CHAT_BODY_BYTES)
    const inputs = parseRunInputs(app, body.inputs, app.messageField === null ? MAX_FORM_TEXT : MAX_CHAT_MESSAGE)
    await faces.limiter.addresses.take(`message:${addressOf(faces, face)}`, app.appId)
    await faces.limiter.apps.take(app.appId)
    const places = { appId: app.appId, streams: true }
    const begin = async (leave: () => void, release: () => void, begun: Begun) => {
      const started = await faces.backend.startRun({
        app,
        origin: claims.origin === new URL(faces.appUrl).origin ? 'page' : 'widget',
        inputs,
        history: parseHistory(body.history),
        requestId: face.requestId,
        endUser,
        ...visitorIdempotencyKey(face.request, { app, endUser }),
        ...(claims.groups === undefined ? {} : { groups: claims.groups }),
        ...(isAnonymous ? { visitor: visitorOf(app.appId, addressOf(faces, face)) } : {}),
      })
      begun(started)
      const { runId, replayed } = started
      const run = { app: noteVersion(face, app, started), runId, replayed, release }
      return streamRun(faces, face, { ...run, leave, lease: await leaseOf(faces, face, app) })
    }
    return holdStream(faces, face, (leave) => holdPlace(faces, places, (...held) => begin(leave, ...held)))
  }
}

async function leaseOf(faces: PublicFaces, { request }: FaceRequest, app: PublishedApp): Promise<StreamLease | null> {
  return app.access === 'members' ? faces.watchMember(request, app) : null
}

function followRun(faces: PublicFaces): VisitorHandler {
  return async (face, visitor) => {
    const { runId, status } = await ownRun(faces, face, visitor)
    const { app } = visitor
    return holdStream(faces, face, async (leave) => {
      const lease = await leaseOf(faces, face, app)
      return resumeRun(faces, face, { app, runId, status, lease, leave })
    })
  }
}

function cancelRun(faces: PublicFaces): VisitorHandler {
  return async (face, visitor) => {
    const { runId } = await ownRun(faces, face, visitor)
    await faces.backend.cancel({ app: visitor.app, runId })
    return jsonResponse({ ok: true })
  }
}

function rateRun(faces: PublicFaces): VisitorHandler {
  return async (face, visitor) => {
    await faces.limiter.addresses.take(`feedback:${addressOf(faces, face)}`)
    const { runId } = await ownRun(faces, face, visitor)
    return giveFeedback(faces, face, { app: visitor.app, runId, author: `end:${visitor.endUser}` })
  }
}

/** A run of another visitor does not exist (T69). @throws AppError NOT_FOUND */
async function ownRun(faces: PublicFaces, face: FaceRequest, { app, endUser }: EmbedVisitor): Promise<StoredPublicRun> {
  const runId = idParam(face.param('runId'))
  const run = await faces.backend.getRun({ app, runId, requestId: face.requestId })
  if (run?.endUser !== endUser) throw notFound()
  return run
}

function readPassage(faces: PublicFaces): VisitorHandler {
  return async (face, { app, endUser, viewer }) => {
    await faces.limiter.apps.take(`passage:${app.appId}`)
    const owns = (run: StoredPublicRun) => run.endUser === endUser
    return jsonResponse(await citedPassage(faces, face, { app, endUser, viewer, owns }))
  }
}
