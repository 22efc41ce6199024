import 'server-only'
import * as conversationsContract from '@/lib/contracts/app-conversations'
import { readAppFile as readAppFileContract } from '@/lib/contracts/app-file-content'
import * as appFilesContract from '@/lib/contracts/app-files'
import * as feedbackContract from '@/lib/contracts/feedback'
import * as forecastContract from '@/lib/contracts/forecast'
import * as inboxContract from '@/lib/contracts/inbox'
import * as pendingInputsContract from '@/lib/contracts/pending-inputs'
import * as queueContract from '@/lib/contracts/queue'
import * as runsContract from '@/lib/contracts/runs'
import * as appFiles from '@/lib/services/app-files/app-files'
import { readAppFile } from '@/lib/services/app-files/read-app-file'
import { answerLinkedInput, readLinkedInput } from '@/lib/services/approvals/linked-approvals'
import * as pendingInputs from '@/lib/services/approvals/pending-inputs'
import { getAppConversation } from '@/lib/services/conversations/get-thread'
import { listAppConversations } from '@/lib/services/conversations/list-threads'
import * as feedback from '@/lib/services/feedback/feedback'
import { getForecast, makeForecast } from '@/lib/services/forecast/forecast'
import { listAlerts } from '@/lib/services/inbox/alerts'
import { countInbox, listFailures } from '@/lib/services/inbox/inbox'
import { markSeen } from '@/lib/services/inbox/seen'
import * as queue from '@/lib/services/queue/queue'
import { getRun, getRunGraph, getRunValue, listRuns } from '@/lib/services/runs/list-runs'
import { rerunRun } from '@/lib/services/runs/rerun-run'
import { planRunPart, startRunPart } from '@/lib/services/runs/run-parts'
import { cancelRun, startRun, streamRun } from '@/lib/services/runs/stream-run'
import { route } from './studio-route'

/** Runs, their files and pending inputs, the inbox and the queue. */
export const runsRoutes = [
  route(runsContract.startRun, startRun),
  route(appFilesContract.uploadAppFile, appFiles.uploadAppFile),
  route(appFilesContract.deleteAppFile, appFiles.deleteAppFile),
  route(runsContract.streamRun, streamRun),
  route(runsContract.listRuns, listRuns),
  route(runsContract.getRun, getRun),
  route(runsContract.getRunValue, getRunValue),
  route(runsContract.getRunGraph, getRunGraph),
  route(runsContract.planRunPart, planRunPart),
  route(runsContract.startRunPart, startRunPart),
  route(forecastContract.getForecast, getForecast),
  route(forecastContract.makeForecast, makeForecast),
  route(runsContract.cancelRun, cancelRun),
  route(conversationsContract.listAppConversations, listAppConversations),
  route(conversationsContract.getAppConversation, getAppConversation),
  route(feedbackContract.listFeedback, feedback.listFeedback),
  route(feedbackContract.giveFeedback, feedback.giveFeedback),
  route(feedbackContract.withdrawFeedback, feedback.withdrawFeedback),
  route(pendingInputsContract.listPendingInputs, pendingInputs.listPendingInputs),
  route(pendingInputsContract.getPendingInput, pendingInputs.getPendingInput),
  route(pendingInputsContract.answerPendingInput, pendingInputs.answerPendingInput),
  route(pendingInputsContract.createAnswerLink, pendingInputs.createAnswerLink),
  route(pendingInputsContract.readLinkedPendingInput, readLinkedInput),
  route(pendingInputsContract.answerLinkedPendingInput, answerLinkedInput),
  route(inboxContract.countInbox, countInbox),
  route(inboxContract.listFailures, listFailures),
  route(inboxContract.listAlerts, listAlerts),
  route(inboxContract.markSeen, markSeen),
  route(runsContract.rerunRun, rerunRun),
  route(readAppFileContract, readAppFile),
  route(queueContract.getQueue, queue.getQueue),
  route(queueContract.retryDeadLetter, queue.retryDeadLetter),
  route(queueContract.discardDeadLetter, queue.discardDeadLetter),
]
