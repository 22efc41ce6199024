import type { BaseChatModel } from '@langchain/core/language_models/chat_models'
import { findHarm } from '@/lib/nodes/shared/guards/find-harm'
import { findInjection } from '@/lib/nodes/shared/guards/find-injection'
import type { HarmCategory } from '@/lib/nodes/shared/guards/harm-categories'
import { askModel } from './chat'
import { readJsonAnswer } from './json-answer'
import { classifyByTrained } from './trained'
import { isObject } from './values'

export interface GuardVerdict {
  /** 0 to 1. */
  score: number
  reasons: string[]
}

export function guardByInjectionRules(text: string): GuardVerdict {
  const { score, findings } = findInjection(text)
  return { score, reasons: findings.map(({ reason }) => reason) }
}

export function guardByHarmRules(text: string, categories: readonly HarmCategory[]): GuardVerdict {
  const { score, findings } = findHarm(text, categories)
  return { score, reasons: findings.map(({ reason }) => reason) }
}

interface ModelRequest {
  model: BaseChatModel | null
  task: string
  text: string
  signal?: AbortSignal | undefined
}

/** A language model's verdict on a text. Without a verdict the text is blocked. */
export async function guardByModel({ model, task, text, signal }: ModelRequest): Promise<GuardVerdict> {
  if (text.trim() === '') return { score: 0, reasons: [] }
  const messages = [
    { role: 'system' as const, content: task },
    { role: 'user' as const, content: JSON.stringify({ text: text.slice(0, 20_000) }) },
  ]
  const json = readJsonAnswer(await askModel({ model, messages, signal }))
  if (!isObject(json) || typeof json.score !== 'number' || json.score < 0 || json.score > 1)
    return { score: 1, reasons: ['the model gave no verdict'] }
  const reasons = Array.isArray(json.reasons) ? json.reasons.filter((reason) => typeof reason === 'string') : []
  return { score: json.score, reasons: reasons.slice(0, 5) }
}

interface TrainedRequest {
  address: string
  key: string
  model: string
  /** Classes that are blocked. */
  stopped: readonly string[]
  text: string
  signal?: AbortSignal | undefined
}

export async function guardByTrained({ stopped, ...request }: TrainedRequest): Promise<GuardVerdict> {
  if (request.text.trim() === '') return { score: 0, reasons: [] }
  const { name, confidence } = await classifyByTrained(request)
  const isStopped = name !== null && stopped.includes(name)
  return { score: isStopped ? confidence : 0, reasons: isStopped ? [name] : [] }
}
