import 'server-only'
import { createHash, randomUUID } from 'node:crypto'
import type { PublicApi } from '../public-api'
import type { ApiRequest } from '../public-handler'
import type { UploadedFile } from '../shared/requests/read-upload'
import { type StoredAttachments, storeAttachments } from '../shared/requests/store-attachments'
import { visitorNames } from '../shared/requests/upload-limits'
import { endUserOfCall, type FlowiseCaller } from './flowise-app'
import { keepUploads, senderOf, takeUpload } from './flowise-attachments'
import { attachmentsOf, chatIdOf, type FlowiseBody } from './flowise-body'
import { withPrediction } from './read-prediction'
import { rejectExtraInput } from './resume-chat'
import { transcribeQuestion } from './transcribe-question'

interface PreparedPrediction {
  body: FlowiseBody
  chatId: string
  endUser: string | null
  /** SHA-256 hash of the recording that the question was transcribed from. */
  recordingHash: string | null
  stored: StoredAttachments
}

/** Reads the request and stores its files, so that a long answer does not keep the uploads in memory. */
export function preparePrediction(
  api: PublicApi,
  call: ApiRequest,
  caller: FlowiseCaller,
): Promise<PreparedPrediction> {
  const { app, key } = caller
  const visitor = key === null ? { visitor: visitorNames(api, call, { app, endUser: null }) } : {}
  return withPrediction(api, call, { app, ...visitor, work: (sent) => prepare(api, call, { ...sent, caller }) })
}

async function prepare(
  api: PublicApi,
  call: ApiRequest,
  { body: sent, files: sentFiles, caller }: { body: FlowiseBody; files: UploadedFile[]; caller: FlowiseCaller },
): Promise<PreparedPrediction> {
  const chatId = chatIdOf(sent) ?? newChatId(call)
  const endUser = endUserOfCall(call, caller, chatId)
  if (sent.humanInput) {
    rejectExtraInput(sent, sentFiles.length > 0)
    return { body: sent, chatId, endUser, recordingHash: null, stored: { attached: {}, sameFiles: [] } }
  }
  if (sentFiles.length + (sent.uploads?.length ?? 0) > 0) await takeUpload(api, call, caller.app)
  const request = { body: sent, files: sentFiles, caller, endUser }
  const { body, files: uploaded, recordingHash } = await transcribeQuestion(api, call, request)
  const sender = senderOf(api, call, { caller, endUser })
  const files = [...attachmentsOf(body), ...(await keepUploads(api, sender, uploaded))]
  return { body, chatId, endUser, recordingHash, stored: await storeAttachments(api, { ...sender, files }) }
}

/** A call repeated with its idempotency key gets the same new chat. */
function newChatId({ request }: ApiRequest): string {
  const key = request.headers.get('idempotency-key')
  if (key === null) return randomUUID()
  const hex = createHash('sha256').update(key).digest('hex')
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-8$3-8$4-$5')
}
