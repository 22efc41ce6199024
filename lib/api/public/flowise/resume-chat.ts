import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import type { PublicApi } from '../public-api'
import type { FlowiseBody, HumanInput } from './flowise-body'
import { fitsButtons } from './flowise-question'

interface Answered {
  app: PublishedApp
  chatId: string
  endUser: string | null
  humanInput: HumanInput
}

/**
 * Answers the open question of a chat. @returns the resumed run, and which of its events were sent
 * before @throws AppError CONFLICT without a matching question
 */
export async function resumeChat(
  { backend }: PublicApi,
  { app, chatId, endUser, humanInput }: Answered,
): Promise<{ runId: string; afterSeq: number }> {
  const { type, startNodeId, feedback = '' } = humanInput
  const last = await backend.lastRunOfChat({ app, endUser, chatId })
  const openQuestions = last ? await backend.visitorApprovals({ app, endUser, runId: last.runId }) : []
  const question = openQuestions.find(
    (item) => fitsButtons(item) && (startNodeId === undefined || item.id === startNodeId),
  )
  if (!last || !question) throw nothingToResume()
  const { runId } = last
  const afterSeq = await backend.lastSeq({ app, runId })
  const decision = type === 'proceed' ? ('approved' as const) : ('rejected' as const)
  const body = { decision, values: {}, comment: feedback }
  const { already } = await backend.answerAsVisitor({ app, endUser, waitId: question.id, body })
  if (already) throw nothingToResume()
  return { runId, afterSeq }
}

const nothingToResume = () => new AppError('CONFLICT', problem('flowise.nothingToResume'))

/** An answer resumes the earlier request, so it carries no inputs of its own. @throws AppError INVALID_INPUT */
export function rejectExtraInput(body: FlowiseBody, hasFiles: boolean): void {
  if (hasFiles || body.uploads?.length || body.form || body.overrideConfig?.vars)
    throw new AppError('INVALID_INPUT', problem('flowise.humanInputAlone'))
}
