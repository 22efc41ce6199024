import 'server-only'
import type { VisitorApproval } from '@/lib/contracts/public'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import { visitorApproval } from '../hosted/visitor-approval'
import type { PublicApi } from '../public-api'

/**
 * The question that a chat has stopped at, where its visitor may answer it. Flowise's clients know two buttons and a
 * comment: a question whose form must be filled in waits for the inbox of the studio.
 */
export async function chatQuestion(
  api: PublicApi,
  run: { app: PublishedApp; runId: string; endUser: string | null; requestId: string },
): Promise<VisitorApproval | null> {
  const question = await visitorApproval(api, run)
  return question && fitsButtons(question) ? question : null
}

export const fitsButtons = ({ fields }: VisitorApproval): boolean => fields.every(({ required }) => !required)

export const questionText = ({ title, message }: VisitorApproval): string =>
  message === '' ? title : `**${title}**\n\n${message}`

/** The buttons, as Flowise's agent flows have them; the node's id, which comes back in `humanInput`, is the question's. */
export const toAction = ({ id, title }: VisitorApproval): object => ({
  id,
  mapping: { approve: 'Proceed', reject: 'Reject' },
  elements: [
    { type: 'agentflowv2-approve-button', label: 'Proceed' },
    { type: 'agentflowv2-reject-button', label: 'Reject' },
  ],
  // With feedback its widget would open a box to write in at each press.
  data: { nodeId: id, nodeLabel: title, input: { humanInputEnableFeedback: false } },
})
