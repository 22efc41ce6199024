import 'server-only'
import type { Hono } from 'hono'
import type { PublicFaces } from '../public-api'
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
import { DIFY_REFUSALS, listAnnotations } from './dify-errors'
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

/** What clients of Dify call. They name no app: their key may run exactly one. */
export function mountDify(router: Hono, faces: PublicFaces): void {
  router.post('/v1/chat-messages', difyApp(faces, sendChatMessage(faces)))
  router.post('/v1/chat-messages/:taskId/stop', difyApp(faces, stopTask(faces)))
  router.post('/v1/files/upload', difyApp(faces, uploadFile(faces)))
  router.get('/v1/files/:fileId/preview', difyApp(faces, previewFile(faces)))
  router.get('/v1/conversations', difyApp(faces, listConversations(faces)))
  router.delete('/v1/conversations/:talkId', difyApp(faces, deleteConversation(faces)))
  router.post('/v1/conversations/:talkId/name', difyApp(faces, nameConversation(faces)))
  router.get('/v1/conversations/:talkId/variables', difyApp(faces, listVariables(faces)))
  router.get('/v1/messages', difyApp(faces, listMessages(faces)))
  router.post('/v1/messages/:messageId/feedbacks', difyApp(faces, rateMessage(faces)))
  router.get('/v1/messages/:messageId/suggested', difyApp(faces, suggestQuestions(faces)))
  router.post('/v1/workflows/run', difyApp(faces, runWorkflow(faces)))
  router.get('/v1/workflows/run/:runId', difyApp(faces, readWorkflowRun(faces)))
  router.post('/v1/workflows/tasks/:taskId/stop', difyApp(faces, stopTask(faces)))
  router.get('/v1/workflows/logs', difyApp(faces, listWorkflowLogs(faces)))
  router.get('/v1/workflow/:taskId/events', difyApp(faces, followRun(faces)))
  router.get('/v1/form/human_input/:token', difyApp(faces, readForm(faces)))
  router.post('/v1/form/human_input/:token', difyApp(faces, fillForm(faces)))
  router.post('/v1/audio-to-text', difyApp(faces, audioToText(faces), audioFailure))
  router.post('/v1/text-to-audio', difyApp(faces, textToAudio(faces)))
  router.get('/v1/parameters', difyApp(faces, describeParameters(faces)))
  router.get('/v1/info', difyApp(faces, describeApp))
  router.get('/v1/site', difyApp(faces, describeSite))
  router.get('/v1/meta', difyApp(faces, META))
  router.get('/v1/apps/annotations', difyApp(faces, listAnnotations))
  for (const [paths, message] of DIFY_REFUSALS)
    for (const path of paths) router.all(`/v1/${path}`, notOffered(faces, message, difyFailure))
}
