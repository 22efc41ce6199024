import 'server-only'
import type { ProviderClient } from '../../provider-client'
import { rerankTexts } from '../http/rerank'
import { speakWithOpenAi, transcribeWithOpenAi } from './openai-audio'
import type { OpenAiDialect } from './openai-dialect'
import { embedWithOpenAi } from './openai-embed'
import { openAiHeaders } from './openai-headers'
import { makeImageWithOpenAi } from './openai-images'

type Operations = Pick<ProviderClient, 'embed' | 'rerank' | 'transcribe' | 'speak' | 'image'>

interface Offered {
  /** Maximum texts per request. */
  embed?: { batchSize: number }
  rerank?: { maxTexts: number }
  transcribe?: boolean
  /** The default voice. */
  speak?: { voice: string }
  image?: { inlineFormat: 'b64_json' | 'base64' | null }
}

/** Operations of an OpenAI-compatible service besides chat, under OpenAI's paths; `/rerank` follows Jina. */
export function openAiOperations(offered: Offered, dialect: OpenAiDialect = {}): Operations {
  const { embed, rerank, transcribe, speak, image } = offered
  const operations: Operations = {}
  if (embed)
    operations.embed = async (connection, call) =>
      embedWithOpenAi(connection, call, { headers: await openAiHeaders(connection, dialect, call.signal), ...embed })
  if (rerank)
    operations.rerank = async (connection, call) =>
      rerankTexts(connection, call, {
        url: `${connection.baseUrl}/rerank`,
        headers: await openAiHeaders(connection, dialect, call.signal),
        limitName: 'top_n',
        ...rerank,
      })
  if (transcribe)
    operations.transcribe = async (connection, call) =>
      transcribeWithOpenAi(connection, call, await openAiHeaders(connection, dialect, call.signal))
  if (speak)
    operations.speak = async (connection, call) =>
      speakWithOpenAi(connection, call, await openAiHeaders(connection, dialect, call.signal), speak.voice)
  if (image)
    operations.image = async (connection, call) =>
      makeImageWithOpenAi(connection, call, {
        headers: await openAiHeaders(connection, dialect, call.signal),
        ...image,
      })
  return operations
}
