import { answerEvaluator } from './replies/answer-evaluator'
import { approveBeforeSending } from './replies/approve-before-sending'
import { askDatabase } from './replies/ask-database'
import { codeReview } from './replies/code-review'
import { compareTwoModels } from './replies/compare-two-models'
import { contentWriter } from './replies/content-writer'
import { contractReview } from './replies/contract-review'
import { cvScreening } from './replies/cv-screening'
import { dataAnalyst } from './replies/data-analyst'
import { emailDigest } from './replies/email-digest'
import { emailResponder } from './replies/email-responder'
import { githubTriage } from './replies/github-triage'
import { leadQualifier } from './replies/lead-qualifier'
import { mcpAgent } from './replies/mcp-agent'
import { meetingNotes } from './replies/meeting-notes'
import { orderSupport } from './replies/order-support'
import { researchAgent } from './replies/research-agent'
import { slackAnswers } from './replies/slack-answers'
import { summarizeMany } from './replies/summarise-many'
import { webResearch } from './replies/web-research'
import type { BothLocales } from './reply'

/** Sample replies by template. One without an entry calls its model once, for the sample answer. */
export const sampleReplies: Readonly<Record<string, BothLocales>> = {
  'answer-evaluator': answerEvaluator,
  'approve-before-sending': approveBeforeSending,
  'ask-database': askDatabase,
  'code-review': codeReview,
  'compare-two-models': compareTwoModels,
  'content-writer': contentWriter,
  'contract-review': contractReview,
  'cv-screening': cvScreening,
  'data-analyst': dataAnalyst,
  'email-digest': emailDigest,
  'email-responder': emailResponder,
  'github-triage': githubTriage,
  'lead-qualifier': leadQualifier,
  'mcp-agent': mcpAgent,
  'meeting-notes': meetingNotes,
  'order-support': orderSupport,
  'research-agent': researchAgent,
  'slack-answers': slackAnswers,
  'summarise-many': summarizeMany,
  'web-research': webResearch,
}
