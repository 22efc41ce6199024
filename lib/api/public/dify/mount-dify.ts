import 'server-only'
import type { Hono } from 'hono'
import type { PublicApi } from '../public-api'
import { notOffered } from '../shared/responses/not-offered'
import { sendChatMessage } from './chat-messages'
import { difyApp, difyFailure } from './dify-app'
import { audioFailure, audioToText, textToAudio } from './dify-audio'
import {
  deleteConversation,
  listConversations,
  listMessages,
  listVariables,
  nameConversation,
} from './dify-conversations'
import { listAnnotations, NOT_OFFERED } from './dify-errors'
import { rateMessage } from './dify-feedback'
import { uploadFile } from './dify-files'
import { describeApp, describeParameters, describeSite, META } from './dify-info'
import { followRun } from './follow-run'
import { fillForm, readForm } from './human-input'
import { previewFile } from './message-files'
import { stopTask } from './stop-task'
import { suggestQuestions } from './suggest-questions'
import { listWorkflowLogs } from './workflow-logs'
import { readWorkflowRun, runWorkflow } from './workflows'

/** The API used by Dify's clients. They name no app: their key must allow exactly one. */
export function mountDify(router: Hono, api: PublicApi): void {
  router.post('/v1/chat-messages', difyApp(api, sendChatMessage(api)))
  router.post('/v1/chat-messages/:taskId/stop', difyApp(api, stopTask(api)))
  router.post('/v1/files/upload', difyApp(api, uploadFile(api)))
  router.get('/v1/files/:fileId/preview', difyApp(api, previewFile(api)))
  router.get('/v1/conversations', difyApp(api, listConversations(api)))
  router.delete('/v1/conversations/:talkId', difyApp(api, deleteConversation(api)))
  router.post('/v1/conversations/:talkId/name', difyApp(api, nameConversation(api)))
  router.get('/v1/conversations/:talkId/variables', difyApp(api, listVariables(api)))
  router.get('/v1/messages', difyApp(api, listMessages(api)))
  router.post('/v1/messages/:messageId/feedbacks', difyApp(api, rateMessage(api)))
  router.get('/v1/messages/:messageId/suggested', difyApp(api, suggestQuestions(api)))
  router.post('/v1/workflows/run', difyApp(api, runWorkflow(api)))
  router.get('/v1/workflows/run/:runId', difyApp(api, readWorkflowRun(api)))
  router.post('/v1/workflows/tasks/:taskId/stop', difyApp(api, stopTask(api)))
  router.get('/v1/workflows/logs', difyApp(api, listWorkflowLogs(api)))
  router.get('/v1/workflow/:taskId/events', difyApp(api, followRun(api)))
  router.get('/v1/form/human_input/:token', difyApp(api, readForm(api)))
  router.post('/v1/form/human_input/:token', difyApp(api, fillForm(api)))
  router.post('/v1/audio-to-text', difyApp(api, audioToText(api), audioFailure))
  router.post('/v1/text-to-audio', difyApp(api, textToAudio(api)))
  router.get('/v1/parameters', difyApp(api, describeParameters(api)))
  router.get('/v1/info', difyApp(api, describeApp))
  router.get('/v1/site', difyApp(api, describeSite))
  router.get('/v1/meta', difyApp(api, META))
  router.get('/v1/apps/annotations', difyApp(api, listAnnotations))
  for (const [paths, reason] of NOT_OFFERED)
    for (const path of paths) router.all(`/v1/${path}`, notOffered(api, reason, difyFailure))
}
