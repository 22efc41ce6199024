import 'server-only'
import { eq } from 'drizzle-orm'
import type {
  answerPendingInput as answerContract,
  createAnswerLink as createLinkContract,
  getPendingInput as getContract,
  listPendingInputs as listContract,
} from '@/lib/contracts/pending-inputs'
import { AppError } from '@/lib/core/app-error'
import { waits } from '@/lib/db/schema/waits'
import { problem } from '@/lib/messages/problems/problem'
import { requireRole, requireUser, type Verb } from '@/lib/services/context'
import { requireOpenRun } from '@/lib/services/knowledge/closed-runs'
import { approvalLink } from './approval-link'
import { findPendingInput } from './find-pending-input'
import { readPendingInputs } from './list-pending-inputs'
import { answerableBy, isForNamedPeople, mayAnswer } from './may-answer'
import { toPendingInputView } from './pending-input-view'
import { giveAnswer } from './submit-answer'

export const listPendingInputs: Verb<typeof listContract> = async ({ ctx, query }) => {
  requireRole(ctx, 'viewer')
  const { filter, runId, ...page } = query
  const isMine = filter === 'mine' && runId === undefined
  return readPendingInputs(ctx, {
    ...page,
    status: filter === 'answered' && runId === undefined ? 'ended' : 'waiting',
    where: runId ? eq(waits.runId, runId) : isMine ? answerableBy(requireUser(ctx)) : undefined,
  })
}

export const getPendingInput: Verb<typeof getContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  const found = await findPendingInput(ctx.db, { workspaceId: ctx.workspace.id, waitId: params.waitId })
  const view = await toPendingInputView(ctx.db, ctx.actor, found)
  // An assignee must see what the question is about.
  if (view.mayAnswer !== 'yes') await requireOpenRun(ctx, found.wait.runId)
  return view
}

export const answerPendingInput: Verb<typeof answerContract> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'runner')
  const actor = requireUser(ctx)
  const found = await findPendingInput(ctx.db, { workspaceId: ctx.workspace.id, waitId: params.waitId })
  const may = mayAnswer(actor, found.request, found.startedBy)
  if (may !== 'yes') throw new AppError('FORBIDDEN', problem(DENIALS[may]))
  return giveAnswer(ctx.system, { found, body, by: actor.name, actor, now: ctx.now() })
}

export const createAnswerLink: Verb<typeof createLinkContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'runner')
  const found = await findPendingInput(ctx.db, { workspaceId: ctx.workspace.id, waitId: params.waitId })
  if (found.wait.status !== 'waiting') throw new AppError('CONFLICT', problem('approvals.notNeeded'))
  if (isForNamedPeople(found.request)) throw new AppError('CONFLICT', problem('approvals.noLink'))
  const { url, expiresAt } = approvalLink(ctx.system, found.wait, ctx.now())
  return { url, expiresAt: expiresAt.toISOString() }
}

const DENIALS = {
  role: 'session.roleTooLow',
  assignees: 'approvals.forOthers',
  'second-person': 'approvals.secondPerson',
} as const
