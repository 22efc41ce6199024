import 'server-only'
import type { Context, Hono } from 'hono'
import { HandoverBody, LeadBody, PublicAnswerBody } from '@/lib/contracts/public'
import type { PublicFaces } from '../public-api'
import { addressOf, type FaceRequest, jsonResponse } from '../public-handler'
import { readVisitorBody } from '../shared/requests/read-body'
import { notFound } from '../shared/responses/public-error'
import { idParam } from '../shared/responses/run-stream'
import type { EmbedVisitor } from './embed-access'

type VisitorHandler = (face: FaceRequest, visitor: EmbedVisitor) => Promise<Response>
type OwnRun = (faces: PublicFaces, face: FaceRequest, visitor: EmbedVisitor) => Promise<{ runId: string }>

const MAX_BYTES = 32 * 1024

/** What a visitor may leave or answer: an address, the wish for a person, a decision. */
export function mountVisitorRequests(
  router: Hono,
  faces: PublicFaces,
  visited: (work: VisitorHandler) => (context: Context) => Promise<Response>,
  ownRun: OwnRun,
): void {
  const { backend, limiter } = faces
  const limited = async (face: FaceRequest, { app }: EmbedVisitor) => {
    await limiter.addresses.take(`request:${addressOf(faces, face)}`)
    await limiter.apps.take(`request:${app.appId}`)
  }
  const lead: VisitorHandler = async (face, visitor) => {
    await limited(face, visitor)
    const body = await readVisitorBody(face.request, LeadBody, MAX_BYTES)
    await backend.leaveLead({ ...ofVisitor(visitor), origin: visitor.claims.origin, body })
    return jsonResponse({ ok: true })
  }
  const handOver: VisitorHandler = async (face, visitor) => {
    await limited(face, visitor)
    const body = await readVisitorBody(face.request, HandoverBody, MAX_BYTES)
    return jsonResponse(await backend.handOver({ ...ofVisitor(visitor), origin: visitor.claims.origin, body }))
  }
  const handoverState: VisitorHandler = async (face, visitor) => {
    const state = await backend.getHandover({ ...ofVisitor(visitor), id: idParam(face.param('requestId')) })
    if (!state) throw notFound()
    return jsonResponse(state)
  }
  const approvals: VisitorHandler = async (face, visitor) => {
    const { runId } = await ownRun(faces, face, visitor)
    return jsonResponse({ approvals: await backend.visitorApprovals({ ...ofVisitor(visitor), runId }) })
  }
  const approve: VisitorHandler = async (face, visitor) => {
    await limited(face, visitor)
    const waitId = idParam(face.param('approvalId'))
    const body = await readVisitorBody(face.request, PublicAnswerBody, MAX_BYTES)
    return jsonResponse(await backend.answerAsVisitor({ ...ofVisitor(visitor), waitId, body }))
  }
  router.post('/embed/:slug/leads', visited(lead))
  router.post('/embed/:slug/handovers', visited(handOver))
  router.get('/embed/:slug/handovers/:requestId', visited(handoverState))
  router.get('/embed/:slug/runs/:runId/approvals', visited(approvals))
  router.post('/embed/:slug/approvals/:approvalId', visited(approve))
}

const ofVisitor = ({ app, endUser }: EmbedVisitor) => ({ app, endUser })
