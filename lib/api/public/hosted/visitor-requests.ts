import 'server-only'
import type { Context, Hono } from 'hono'
import { EndUserReturn } from '@/lib/contracts/integrations/end-user-sign-in'
import { HandoverBody, LeadBody, PublicAnswerBody } from '@/lib/contracts/public'
import type { PublicApi } from '../public-api'
import { type ApiRequest, addressOf, jsonResponse } from '../public-handler'
import { readVisitorBody } from '../shared/requests/read-body'
import { notFound } from '../shared/responses/public-error'
import { idParam } from '../shared/responses/run-stream'
import type { EmbedVisitor } from './embed-access'

type VisitorHandler = (call: ApiRequest, visitor: EmbedVisitor) => Promise<Response>
type OwnRun = (api: PublicApi, call: ApiRequest, visitor: EmbedVisitor) => Promise<{ runId: string }>

const MAX_BYTES = 32 * 1024

/** A visitor's contact data, handover requests, answers and sign-ins at services. */
export function mountVisitorRequests(
  router: Hono,
  api: PublicApi,
  visited: (work: VisitorHandler) => (context: Context) => Promise<Response>,
  ownRun: OwnRun,
): void {
  const { backend, limiter } = api
  const limited = async (call: ApiRequest, { app }: EmbedVisitor) => {
    await limiter.addresses.take(`request:${addressOf(api, call)}`)
    await limiter.apps.take(`request:${app.appId}`)
  }
  const lead: VisitorHandler = async (call, visitor) => {
    await limited(call, visitor)
    const body = await readVisitorBody(call.request, LeadBody, MAX_BYTES)
    await backend.leaveLead({ ...appAndUser(visitor), origin: visitor.claims.origin, body })
    return jsonResponse({ ok: true })
  }
  const handOver: VisitorHandler = async (call, visitor) => {
    await limited(call, visitor)
    const body = await readVisitorBody(call.request, HandoverBody, MAX_BYTES)
    return jsonResponse(await backend.handOver({ ...appAndUser(visitor), origin: visitor.claims.origin, body }))
  }
  const handoverState: VisitorHandler = async (call, visitor) => {
    const state = await backend.getHandover({ ...appAndUser(visitor), id: idParam(call.param('requestId')) })
    if (!state) throw notFound()
    return jsonResponse(state)
  }
  const approvals: VisitorHandler = async (call, visitor) => {
    const { runId } = await ownRun(api, call, visitor)
    const run = { ...appAndUser(visitor), runId }
    const [questions, connections] = await Promise.all([backend.visitorApprovals(run), backend.visitorConnections(run)])
    return jsonResponse({ approvals: questions, connections })
  }
  const approve: VisitorHandler = async (call, visitor) => {
    await limited(call, visitor)
    const waitId = idParam(call.param('approvalId'))
    const body = await readVisitorBody(call.request, PublicAnswerBody, MAX_BYTES)
    return jsonResponse(await backend.answerAsVisitor({ ...appAndUser(visitor), waitId, body }))
  }
  const startSignIn: VisitorHandler = async (call, visitor) => {
    await limited(call, visitor)
    const connectionId = idParam(call.param('connectionId'))
    return jsonResponse(await backend.startVisitorSignIn({ ...inSession(visitor), connectionId }))
  }
  const finishSignIn: VisitorHandler = async (call, visitor) => {
    await limiter.addresses.take(`sign-in:${addressOf(api, call)}`)
    const body = await readVisitorBody(call.request, EndUserReturn, MAX_BYTES)
    return jsonResponse(await backend.finishVisitorSignIn({ ...inSession(visitor), body }))
  }
  router.post('/embed/:slug/leads', visited(lead))
  router.post('/embed/:slug/handovers', visited(handOver))
  router.get('/embed/:slug/handovers/:requestId', visited(handoverState))
  router.get('/embed/:slug/runs/:runId/approvals', visited(approvals))
  router.post('/embed/:slug/approvals/:approvalId', visited(approve))
  router.post('/embed/:slug/connections/:connectionId/sign-in', visited(startSignIn))
  router.post('/embed/:slug/sign-ins/finish', visited(finishSignIn))
}

const appAndUser = ({ app, endUser }: EmbedVisitor) => ({ app, endUser })
const inSession = ({ app, endUser, claims }: EmbedVisitor) => ({ app, endUser, sid: claims.sid })
