import type {
  EndUserOutcome,
  EndUserReturn,
  EndUserSignIn,
  PendingConnection,
} from '@/lib/contracts/integrations/end-user-sign-in'
import type { AnswerBody, AnswerResult } from '@/lib/contracts/pending-inputs'
import type { HandoverBody, HandoverState, LeadBody, OwnMemories, VisitorApproval } from '@/lib/contracts/public'
import type { Identity } from '@/lib/secrets/identity-token'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import type { Visitor } from '@/lib/services/visitors/visitor'
import type { DeletedThread } from './delete-visitor-thread'

/**
 * The end user a run was started for. `endUser` is null for an API client that names none and has access to all of its
 * app's runs.
 */
export interface Asker {
  app: PublishedApp
  endUser: string | null
}

/** Services for the page and the widget besides runs. Data of other visitors is not found. */
export interface VisitorBackend {
  /** @returns null if the token is not signed with the app's secret, or if the app has none */
  readIdentity(request: { app: PublishedApp; token: string }): Promise<Identity | null>
  /** @throws INVALID_INPUT when it does not fit the app's form; NOT_FOUND when the app has none */
  leaveLead(request: Visitor & { origin: string; body: LeadBody }): Promise<void>
  /** @throws NOT_FOUND when the app has no handover */
  handOver(request: Visitor & { origin: string; body: HandoverBody }): Promise<HandoverState>
  getHandover(request: Visitor & { id: string }): Promise<HandoverState | null>
  /** Open questions, of a run or one by its id, that the starter of the run may answer. */
  visitorApprovals(request: Asker & ({ runId: string } | { waitId: string })): Promise<VisitorApproval[]>
  /** @throws NOT_FOUND unless `visitorApprovals` returns the approval */
  answerAsVisitor(request: Asker & { waitId: string; body: AnswerBody }): Promise<AnswerResult>
  /** Services for which a run waits until its visitor signs in there. */
  visitorConnections(request: Visitor & { runId: string }): Promise<PendingConnection[]>
  /** For the customer's server, which names the end user. @returns how many */
  deleteEndUserConnections(request: { app: PublishedApp; endUser: string }): Promise<number>
  /** @throws NOT_FOUND unless it is one of the visitor's connections */
  startVisitorSignIn(request: Visitor & { sid: string; connectionId: string }): Promise<EndUserSignIn>
  /** @throws INVALID_INPUT for an expired sign-in, and one of another session */
  finishVisitorSignIn(request: Visitor & { sid: string; body: EndUserReturn }): Promise<EndUserOutcome>
  /** The visitor's decision, and what the app remembers about them. */
  ownMemories(request: Visitor): Promise<OwnMemories>
  /** A withdrawal deletes all facts. */
  setMemoryConsent(request: Visitor & { isGiven: boolean }): Promise<void>
  /** Deletes one fact, or all and the decision for null. @returns how many facts */
  forgetMemories(request: Visitor & { id: string | null }): Promise<number>
  /** Deletes a conversation with everything stored about it, unless one of its runs is active. */
  deleteVisitorThread(request: Visitor & { thread: string }): Promise<DeletedThread>
}
