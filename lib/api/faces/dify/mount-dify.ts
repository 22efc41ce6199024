import 'server-only'
import type { Hono } from 'hono'
import type { PublicFaces } from '../public-faces'
import { sendChatMessage } from './chat-messages'
import { difyApp } from './dify-app'
import { deleteConversation, listConversations, listMessages, nameConversation } from './dify-conversations'
import { rateMessage } from './dify-feedback'
import { uploadFile } from './dify-files'
import { describeApp, describeParameters, describeSite, META } from './dify-info'
import { stopTask } from './stop-task'
import { suggestQuestions } from './suggest-questions'
import { readWorkflowRun, runWorkflow } from './workflows'

/** What clients of Dify call. They name no app: their key may run exactly one. */
export function mountDify(router: Hono, faces: PublicFaces): void {
  router.post('/v1/chat-messages', difyApp(faces, sendChatMessage(faces)))
  router.post('/v1/chat-messages/:taskId/stop', difyApp(faces, stopTask(faces)))
  router.post('/v1/files/upload', difyApp(faces, uploadFile(faces)))
  router.get('/v1/conversations', difyApp(faces, listConversations(faces)))
  router.delete('/v1/conversations/:talkId', difyApp(faces, deleteConversation(faces)))
  router.post('/v1/conversations/:talkId/name', difyApp(faces, nameConversation(faces)))
  router.get('/v1/messages', difyApp(faces, listMessages(faces)))
  router.post('/v1/messages/:messageId/feedbacks', difyApp(faces, rateMessage(faces)))
  router.get('/v1/messages/:messageId/suggested', difyApp(faces, suggestQuestions(faces)))
  router.post('/v1/workflows/run', difyApp(faces, runWorkflow(faces)))
  router.get('/v1/workflows/run/:runId', difyApp(faces, readWorkflowRun(faces)))
  router.post('/v1/workflows/tasks/:taskId/stop', difyApp(faces, stopTask(faces)))
  router.get('/v1/parameters', difyApp(faces, describeParameters))
  router.get('/v1/info', difyApp(faces, describeApp))
  router.get('/v1/site', difyApp(faces, describeSite))
  router.get('/v1/meta', difyApp(faces, META))
}
