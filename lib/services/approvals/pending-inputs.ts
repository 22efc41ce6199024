import 'server-only'
import { eq } from 'drizzle-orm'
import type {
  answerWait as answerContract,
  createWaitLink as createLinkContract,
  getWait as getContract,
  listWaits as listContract,
} from '@/lib/contracts/waits'
import { AppError } from '@/lib/core/app-error'
import { waits } from '@/lib/db/schema/waits'
import { problem } from '@/lib/messages/problems/problem'
import { requireRole, requireUser, type Verb } from '@/lib/services/context'
import { requireOpenRun } from '@/lib/services/knowledge/closed-runs'
import { approvalLink } from './approval-link'
import { getPendingInput } from './find-pending-input'
import { listPendingInputs } from './list-pending-inputs'
import { answerableBy, isForNamedPeople, mayAnswer } from './may-answer'
import { toWaitView } from './pending-input-view'
import { giveAnswer } from './submit-answer'

export const listWaits: Verb<typeof listContract> = async ({ ctx, query }) => {
  requireRole(ctx, 'viewer')
  const { filter, runId, ...page } = query
  const isMine = filter === 'mine' && runId === undefined
  return listPendingInputs(ctx, {
    ...page,
    status: filter === 'answered' && runId === undefined ? 'ended' : 'waiting',
    where: runId ? eq(waits.runId, runId) : isMine ? answerableBy(requireUser(ctx)) : undefined,
  })
}

export const getWait: Verb<typeof getContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  const found = await getPendingInput(ctx.db, { workspaceId: ctx.workspace.id, waitId: params.waitId })
  const view = await toWaitView(ctx.db, ctx.actor, found)
  // An assignee must see what the question is about.
  if (view.mayAnswer !== 'yes') await requireOpenRun(ctx, found.wait.runId)
  return view
}

export const answerWait: Verb<typeof answerContract> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'runner')
  const actor = requireUser(ctx)
  const found = await getPendingInput(ctx.db, { workspaceId: ctx.workspace.id, waitId: params.waitId })
  const may = mayAnswer(actor, found.request, found.startedBy)
  if (may !== 'yes') throw new AppError('FORBIDDEN', problem(DENIALS[may]))
  return giveAnswer(ctx.system, { found, body, by: actor.name, actor, now: ctx.now() })
}

export const createWaitLink: Verb<typeof createLinkContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'runner')
  const found = await getPendingInput(ctx.db, { workspaceId: ctx.workspace.id, waitId: params.waitId })
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
