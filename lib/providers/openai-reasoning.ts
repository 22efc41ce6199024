import 'server-only'
import { z } from 'zod'
import { JsonSchema } from '@/lib/core/json'
import type { ChatMessage } from '@/lib/engine/ports'
import type { ModelFetch } from './model-fetch'
import { reasoningIn } from './reasoning-signature'

const Body = z.looseObject({
  messages: z.array(z.looseObject({ tool_calls: z.array(z.looseObject({ id: z.string() })).optional() })),
})

/** Puts what the model thought back to the tool calls that came of it: the library drops it, and DeepSeek then answers 400. */
export function withReasoning(fetch: ModelFetch, messages: readonly ChatMessage[]): ModelFetch {
  const calls = messages.flatMap(({ toolCalls = [] }) => toolCalls)
  const thoughts = new Map(calls.map(({ id, signature }) => [id, reasoningIn(signature) ?? '']))
  if (thoughts.size === 0) return fetch
  return (input, init) => {
    if (typeof init?.body !== 'string') return fetch(input, init)
    const body = Body.parse(JsonSchema.parse(JSON.parse(init.body)))
    for (const message of body.messages) {
      const thought = message.tool_calls?.map(({ id }) => thoughts.get(id) ?? '').find((text) => text !== '')
      if (thought !== undefined) message.reasoning_content = thought
    }
    return fetch(input, { ...init, body: JSON.stringify(body) })
  }
}
