import 'server-only'
import type { VisitorApproval } from '@/lib/contracts/public'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import { visitorApproval } from '../hosted/visitor-approval'
import type { PublicApi } from '../public-api'

/**
 * The open question of a chat, if its visitor may answer. Flowise's clients have two buttons and a
 * comment: questions with a form wait in the studio's inbox.
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

/**
 * Buttons in the format of Flowise's agent flows; the node id, which returns in `humanInput`, is
 * the question's id.
 */
export const toAction = ({ id, title }: VisitorApproval): object => ({
  id,
  mapping: { approve: 'Proceed', reject: 'Reject' },
  elements: [
    { type: 'agentflowv2-approve-button', label: 'Proceed' },
    { type: 'agentflowv2-reject-button', label: 'Reject' },
  ],
  // With feedback enabled, the widget would open a text box at each press.
  data: { nodeId: id, nodeLabel: title, input: { humanInputEnableFeedback: false } },
})
