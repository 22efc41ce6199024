import 'server-only'
import { z } from 'zod'
import { toDisplayName } from '@/lib/files/display-name'
import type { PublicApi } from '../public-api'
import type { ApiHandler } from '../public-handler'
import { fileDownload } from '../shared/responses/file-download'
import { readQuery } from '../shared/responses/page-response'
import { notFound } from '../shared/responses/public-error'
import { endUserOfCall, type FlowiseHandler, forApp } from './flowise-app'
import { ChatId } from './flowise-body'

const Query = z.object({
  chatflowId: z.string().max(200),
  chatId: ChatId,
  fileName: z.string().min(1).max(500),
})
/** Only the latest files of a chat are found. */
const MAX_FILES = 200

/** Images and recordings of a chat by name: the widget keeps no copy of earlier files after a reload. */
export function readUploadFile(api: PublicApi): ApiHandler {
  return async (call) => {
    const { chatflowId, chatId, fileName } = readQuery(call, Query, 'parameters.flowiseFile')
    const work: FlowiseHandler = async (_call, caller) => {
      const { app } = caller
      const endUser = endUserOfCall(call, caller, chatId)
      const { files } = await api.backend.listFiles({ app, endUser, limit: MAX_FILES })
      const name = toDisplayName(fileName)
      const found = files.find((file) => file.name === name && /^(?:image|audio)\//.test(file.mediaType))
      if (!found) throw notFound()
      const response = fileDownload(await api.backend.readFile({ app, endUser, id: found.id }))
      // Pages embed it as an image, for which browsers send no `Origin` that CORS could allow.
      response.headers.set('cross-origin-resource-policy', 'cross-origin')
      return response
    }
    return forApp(api, call, { slug: chatflowId, work })
  }
}
