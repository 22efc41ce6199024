import 'server-only'
import { z } from 'zod'
import type { ModelCall, ModelChunk, ProviderConnection } from '../provider-client'
import { normalizeMessages } from '../wires/http/normalize-messages'
import { postJson } from '../wires/http/post-json'

// Deployments from the catalog return `{"output": "…"}`, older ones a list with that object.
const Answer = z.union([
  z.object({ output: z.string() }),
  z
    .array(z.object({ output: z.string() }))
    .length(1)
    .transform(([first]) => ({ output: first?.output ?? '' })),
])

/** The chat-completion task of Azure's model catalog: one request, one answer, no usage. */
export async function* chatByScoring(
  connection: ProviderConnection,
  call: ModelCall,
  { url, headers }: { url: string; headers: Record<string, string> },
): AsyncIterable<ModelChunk> {
  const messages = normalizeMessages(call.messages).map(({ role, content }) => ({ role, content }))
  const { output } = await postJson(Answer, connection, {
    url,
    headers,
    body: {
      input_data: {
        input_string: messages,
        parameters: {
          ...(call.temperature === undefined ? {} : { temperature: call.temperature }),
          ...(call.maxOutputTokens === undefined ? {} : { max_new_tokens: call.maxOutputTokens }),
        },
      },
    },
    model: call.model,
    signal: call.signal,
    onSent: call.onSent,
  })
  if (output !== '') yield { type: 'text', text: output }
  yield { type: 'finish', reason: 'stop' }
}
