import 'server-only'
import type {
  answerLinkedPendingInput as answerContract,
  LinkedPendingInput,
  readLinkedPendingInput as readContract,
} from '@/lib/contracts/pending-inputs'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import type { AnonymousContext, Verb } from '@/lib/services/context'
import { countAttempt } from '@/lib/services/limits/attempts'
import { openApprovalLink } from './approval-link'
import type { FoundPendingInput } from './find-pending-input'
import { isForNamedPeople } from './may-answer'
import { toFieldViews } from './pending-input-view'
import { giveAnswer } from './submit-answer'

export const readLinkedInput: Verb<typeof readContract> = async ({ ctx, body }) => {
  const found = await openByLink(ctx, body.token)
  if (isForNamedPeople(found.request)) return { access: 'sign-in', waitId: found.wait.id }
  return { access: 'open', ...toLinkedWait(found, ctx.now()) }
}

/** Needs no account: everyone with the link may answer. */
export const answerLinkedInput: Verb<typeof answerContract> = async ({ ctx, body }) => {
  const { token, ...answer } = body
  const found = await openByLink(ctx, token)
  if (isForNamedPeople(found.request)) throw new AppError('FORBIDDEN', problem('approvals.signInToAnswer'))
  return giveAnswer(ctx.system, { found, body: answer, by: 'link', actor: { kind: 'system' }, now: ctx.now() })
}

/** @throws NOT_FOUND, RATE_LIMITED */
async function openByLink(ctx: AnonymousContext, token: string): Promise<FoundPendingInput> {
  await countAttempt(ctx.system, 'approval-link', ctx.clientAddress)
  return openApprovalLink(ctx.system, token)
}

function toLinkedWait(
  { wait, request, answer, appName, workspaceName }: FoundPendingInput,
  now: Date,
): Omit<Extract<LinkedPendingInput, { access: 'open' }>, 'access'> {
  const isExpired = wait.status === 'waiting' && wait.dueAt !== null && wait.dueAt <= now
  return {
    status: isExpired ? 'expired' : wait.status,
    workspaceName,
    appName,
    title: request.title,
    message: request.message,
    context: request.context,
    fields: toFieldViews(request.fields),
    createdAt: wait.createdAt.toISOString(),
    dueAt: wait.dueAt?.toISOString() ?? null,
    onDue: request.onDue,
    answer,
  }
}
