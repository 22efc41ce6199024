import 'server-only'
import { createHash } from 'node:crypto'
import type { Client } from '@modelcontextprotocol/sdk/client/index.js'
import type { ElicitResult } from '@modelcontextprotocol/sdk/types.js'
import { type JsonObject, JsonObjectSchema } from '@/lib/core/json'
import type { AnswerMcpQuestion, McpAnswer } from '@/lib/engine/mcp-questions'
import { type NodePaused, nodePaused } from '@/lib/engine/pauses/pause'
import { canonicalJson } from '@/lib/graph/format/canonical'

const MAX_QUESTIONS = 20

type Question = Parameters<AnswerMcpQuestion>[0]
type Handler = (question: Omit<Question, 'id'>) => McpAnswer

/** Calls in progress that can ask a person, by client: those of a process share one. */
const handlers = new WeakMap<Client, Set<Handler>>()

/** Accepts requests for input with a form; they are declined while no call can ask a person. */
export async function acceptElicitation(client: Client): Promise<void> {
  const { ElicitRequestSchema } = await import('@modelcontextprotocol/sdk/types.js')
  client.setRequestHandler(ElicitRequestSchema, ({ params }): ElicitResult => {
    const [handler, ...others] = handlers.get(client) ?? []
    const schema = 'requestedSchema' in params ? JsonObjectSchema.safeParse(params.requestedSchema).data : undefined
    // The protocol does not say which of several calls asks.
    if (!handler || others.length > 0 || !schema) return { action: 'decline' }
    const answer = handler({ message: params.message, schema })
    return answer.action === 'accept' ? { action: 'accept', content: contentOf(answer.content) } : answer
  })
}

/**
 * Runs a call whose server may ask a person. If the answer is still missing, the call is aborted.
 * @param work receives a signal that aborts the call
 */
export async function withElicitation<T>(
  client: Client,
  { ask, signal }: { ask: AnswerMcpQuestion; signal: AbortSignal },
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | NodePaused> {
  const unanswered = new AbortController()
  let questionCount = 0
  const handler: Handler = ({ message, schema }) => {
    questionCount += 1
    if (questionCount > MAX_QUESTIONS) return { action: 'cancel' }
    const hash = createHash('sha256').update(canonicalJson({ message, schema })).digest('base64url').slice(0, 16)
    const answer = ask({ id: `${questionCount}-${hash}`, message, schema })
    if (answer === null) unanswered.abort(nodePaused)
    return answer ?? { action: 'cancel' }
  }
  const active = handlers.get(client) ?? new Set()
  handlers.set(client, active.add(handler))
  try {
    const result = await work(AbortSignal.any([signal, unanswered.signal]))
    return unanswered.signal.aborted ? nodePaused : result
  } catch (error) {
    if (unanswered.signal.aborted && !signal.aborted) return nodePaused
    throw error
  } finally {
    active.delete(handler)
  }
}

/** Values as the protocol allows them. */
function contentOf(content: JsonObject): ElicitResult['content'] {
  return Object.fromEntries(
    Object.entries(content).flatMap(([name, value]): [string, string | number | boolean | string[]][] => {
      if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return [[name, value]]
      return Array.isArray(value) ? [[name, value.map(String)]] : []
    }),
  )
}
