import type { HandoverBody, HandoverState, LeadBody, VisitorApproval } from '@/lib/contracts/public'
import type { AnswerBody, AnswerResult } from '@/lib/contracts/waits'
import type { Identity } from '@/lib/secrets/identity-token'
import type { PublishedApp } from '../public-backend-types'

/** Somebody on page or widget. */
export interface Visitor {
  app: PublishedApp
  endUser: string
}

/** What page and widget need beside runs. Whatever is another visitor's does not exist. */
export interface VisitorBackend {
  /** null: not signed with the app's secret, or the app has none. */
  readIdentity(request: { app: PublishedApp; token: string }): Promise<Identity | null>
  /** @throws INVALID_INPUT when it does not fit the app's form; NOT_FOUND when the app has none */
  leaveLead(request: Visitor & { origin: string; body: LeadBody }): Promise<void>
  /** @throws NOT_FOUND when the app hands nothing over */
  handOver(request: Visitor & { origin: string; body: HandoverBody }): Promise<HandoverState>
  getHandover(request: Visitor & { id: string }): Promise<HandoverState | null>
  /** Open questions of the run that its visitor may answer. */
  visitorApprovals(request: Visitor & { runId: string }): Promise<VisitorApproval[]>
  /** @throws NOT_FOUND unless it is one of these */
  answerAsVisitor(request: Visitor & { waitId: string; body: AnswerBody }): Promise<AnswerResult>
}
