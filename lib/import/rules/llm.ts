import type { JsonObject } from '@/lib/core/json'
import { listOf, objectOf, textOf } from '../fields'
import { modelSettings } from './model-settings'
import type { Rule, RuleContext } from './rule'

/** A prompt and a chat model. Order edges lead to the prompt, which leads to the model. */
export const llm: Rule = {
  targets: { prompt: 'prompt', model: 'chat-model' },
  status: 'equivalent',
  gate: ({ prompt }) => `${prompt}.when`,
  leave: ({ model }) => `${model}.text`,
  values: ({ model }) => ({ text: `${model}.text` }),
  build: (ctx) => {
    const { data, ids } = ctx
    buildPrompt(ctx)
    if (objectOf(data.vision).enabled === true) ctx.note('files', 'vision')
    ctx.configure('model', modelSettings(ctx, objectOf(data.model)))
    ctx.connect(`${ids.prompt}.messages`, `${ids.model}.prompt`)
    for (const step of listOf(data.context_steps).map(textOf))
      ctx.feed(ctx.ref([step, 'result']), `${ids.model}.documents`)
  },
}

/** A model that answers with JSON of a schema. */
export const structuredLlm: Rule = {
  targets: { prompt: 'prompt', json: 'structured-output' },
  status: 'equivalent',
  gate: ({ prompt }) => `${prompt}.when`,
  leave: ({ json }) => `${json}.json`,
  values: ({ json }) => ({ text: `${json}.json`, structured_output: `${json}.json` }),
  build: (ctx) => {
    const { data, ids } = ctx
    buildPrompt(ctx)
    const schema = objectOf(objectOf(data.structured_output).schema)
    ctx.configure('json', {
      ...modelSettings(ctx, objectOf(data.model)),
      instructions: '',
      ...(schema.type === 'object' ? { schema } : {}),
    })
    if (schema.type !== 'object') ctx.note('setting', 'structured_output')
    ctx.connect(`${ids.prompt}.messages`, `${ids.json}.prompt`)
  },
}

/** Messages of the file, and the conversation where the file includes it. */
export function buildPrompt(ctx: RuleContext): void {
  const { data, ids } = ctx
  const prompts = Array.isArray(data.prompt_template) ? data.prompt_template : [data.prompt_template ?? {}]
  const messages = prompts.map(objectOf).map((message) => ({
    role: roleOf(message),
    content: ctx.text(withContext(ctx, textOf(message.text))),
  }))
  const memory = objectOf(data.memory)
  const query = textOf(memory.query_prompt_template) || (ctx.isChat && data.memory ? '{{#sys.query#}}' : '')
  const hasUserMessage = messages.some(({ role }) => role === 'user')
  const shown = query !== '' && !hasUserMessage ? [...messages, { role: 'user', content: ctx.text(query) }] : messages
  const filled = shown.filter(({ content }) => content.trim() !== '').slice(0, 50)
  ctx.configure('prompt', { messages: filled.length === 0 ? [{ role: 'user', content: '' }] : filled })
  if (!data.memory || !ctx.isChat) return
  const history = ctx.ref(['sys', 'history'])
  if (history) ctx.connect(history, `${ids.prompt}.history`)
}

function roleOf({ role }: JsonObject): string {
  const name = textOf(role)
  if (name === 'developer') return 'system'
  return ['system', 'user', 'assistant'].includes(name) ? name : 'user'
}

/** Replaces `{{#context#}}` by a reference to the retriever that is selected as the context. */
function withContext({ data }: RuleContext, text: string): string {
  const { enabled, variable_selector } = objectOf(data.context)
  const selector = listOf(variable_selector).map(textOf).join('.')
  return enabled === true && selector !== '' ? text.replaceAll('{{#context#}}', `{{#${selector}#}}`) : text
}
