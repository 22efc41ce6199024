import 'server-only'
import { internalError } from '@/lib/core/internal-error'
import type { NodeContext } from '@/lib/engine/node-definition'
import { readChat, resolveLanguageModel } from '../models/read-chat'
import type { GuardSettings } from './guard-config'
import { GUARD_SCHEMA } from './guard-prompts'
import { readVerdict } from './read-verdict'

export interface GuardVerdict {
  score: number
  reasons: readonly string[]
}

interface GuardRun<Config extends GuardSettings> {
  text: unknown
  config: Config
  ctx: NodeContext
  byRules: (text: string, config: Config) => GuardVerdict
  /** Instruction for the language model. */
  task: string
}

/** Routes text to one of two branches, with reasons and a score. Empty text passes. */
export async function runGuard<Config extends GuardSettings>(run: GuardRun<Config>) {
  const text = typeof run.text === 'string' ? run.text : ''
  const { score, reasons } = text.trim() === '' ? { score: 0, reasons: [] } : await decide(run, text)
  const port = score >= run.config.threshold ? 'blocked' : 'passed'
  return { [port]: text, reasons: reasons.join('; '), score }
}

function decide<Config extends GuardSettings>(
  run: GuardRun<Config>,
  text: string,
): GuardVerdict | Promise<GuardVerdict> {
  switch (run.config.mode) {
    case 'rules':
      return run.byRules(text, run.config)
    case 'trained':
      return byTrained(text, run.config, run.ctx)
    case 'model':
      return byModel(text, run)
    default: {
      const unhandled: never = run.config.mode
      throw internalError(`Unhandled mode ${String(unhandled)}`)
    }
  }
}

async function byTrained(text: string, { trained, stopped }: GuardSettings, ctx: NodeContext): Promise<GuardVerdict> {
  const { probabilities, label, probability, version } = await ctx.ports.models.predict({
    model: trained.name,
    text,
    nodeId: ctx.nodeId,
    signal: ctx.signal,
  })
  ctx.log(`${trained.name}, version ${version}`)
  const all = probabilities.length > 0 ? probabilities : label === null ? [] : [{ name: label, probability }]
  const found = all.filter(({ name }) => stopped.includes(name))
  const score = found.reduce((sum, item) => sum + item.probability, 0)
  return { score: Math.min(1, score), reasons: found.filter((item) => item.probability >= 0.2).map(({ name }) => name) }
}

async function byModel<Config extends GuardSettings>(
  text: string,
  { config, ctx, task }: GuardRun<Config>,
): Promise<GuardVerdict> {
  const model = await resolveLanguageModel(ctx, config.model, 'A guard of this kind')
  const { text: answer } = await readChat(ctx, {
    model,
    messages: [
      { role: 'system', content: [task, config.instructions.trim()].filter((part) => part !== '').join('\n\n') },
      { role: 'user', content: JSON.stringify({ text: text.slice(0, 20_000) }) },
    ],
    responseSchema: GUARD_SCHEMA,
    temperature: 0,
    maxOutputTokens: 300,
  })
  const verdict = readVerdict(answer)
  // A missing verdict means that the model was manipulated, so the text is blocked.
  return verdict ?? { score: 1, reasons: ['the model gave no verdict'] }
}
