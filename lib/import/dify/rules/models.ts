import type { Json, JsonObject } from '@/lib/core/json'
import { listOf, numberOf, objectOf, textOf } from '../fields'
import type { Data, Rule, RuleContext } from '../rule'

/** Prompt and chat model. The prompt is what order edges lead to; the model follows from it. */
export const llm: Rule = {
  targets: { prompt: 'prompt', model: 'chat-model' },
  status: 'equivalent',
  gate: ({ prompt }) => `${prompt}.when`,
  leave: ({ model }) => `${model}.text`,
  values: ({ model }) => ({ text: `${model}.text` }),
  build: (ctx) => {
    const { data, ids } = ctx
    const given = Array.isArray(data.prompt_template) ? data.prompt_template : [data.prompt_template ?? {}]
    const messages = given.map(objectOf).map((message) => ({
      role: ['system', 'user', 'assistant'].includes(textOf(message.role)) ? textOf(message.role) : 'user',
      content: ctx.text(withContext(ctx, textOf(message.text))),
    }))
    const memory = objectOf(data.memory)
    const query = textOf(memory.query_prompt_template) || (ctx.isChat && data.memory ? '{{#sys.query#}}' : '')
    const asks = messages.some(({ role }) => role === 'user')
    const shown = query !== '' && !asks ? [...messages, { role: 'user', content: ctx.text(query) }] : messages
    ctx.configure('prompt', {
      messages: shown
        .filter(({ content }) => content.trim() !== '')
        .slice(0, 50)
        .concat(shown.every(({ content }) => content.trim() === '') ? [{ role: 'user', content: '' }] : []),
    })
    if (data.memory && ctx.isChat) {
      const history = ctx.ref(['sys', 'history'])
      if (history) ctx.connect(history, `${ids.prompt}.history`)
    }
    if (objectOf(data.vision).enabled === true) ctx.note('files', 'vision')
    if (objectOf(data.structured_output).schema !== undefined && data.structured_output_enabled === true)
      ctx.note('setting', 'structured_output')
    ctx.configure('model', settingsOf(ctx, objectOf(data.model)))
    ctx.connect(`${ids.prompt}.messages`, `${ids.model}.prompt`)
  },
}

/** Replaces `{{#context#}}` by a reference to the retriever that is selected as the context. */
function withContext({ data }: RuleContext, text: string): string {
  const { enabled, variable_selector } = objectOf(data.context)
  const selector = listOf(variable_selector).map(textOf).join('.')
  return enabled === true && selector !== '' ? text.replaceAll('{{#context#}}', `{{#${selector}#}}`) : text
}

const KNOWN = new Set(['temperature', 'max_tokens'])

/** The model is the workspace's default: connections cannot be read from a file. */
function settingsOf(ctx: RuleContext, { name, completion_params }: JsonObject, only?: 'tokens'): JsonObject {
  const settings = objectOf(completion_params)
  if (textOf(name) !== '') ctx.note('model', textOf(name))
  for (const key of Object.keys(settings))
    if (!KNOWN.has(key) && key !== 'response_format') ctx.note('modelSetting', key)
  const temperature = numberOf(settings.temperature)
  const tokens = numberOf(settings.max_tokens)
  return {
    ...(temperature === null || only ? {} : { temperature: Math.min(2, Math.max(0, temperature)) }),
    ...(tokens === null ? {} : { maxOutputTokens: Math.min(32_000, Math.max(1, Math.round(tokens))) }),
  }
}

const TYPES: Readonly<Record<string, JsonObject>> = {
  string: { type: 'string' },
  number: { type: 'number' },
  bool: { type: 'boolean' },
  boolean: { type: 'boolean' },
  'array[string]': { type: 'array', items: { type: 'string' } },
  'array[number]': { type: 'array', items: { type: 'number' } },
  'array[object]': { type: 'array', items: { type: 'object' } },
}

export const parameterExtractor: Rule = {
  targets: { prompt: 'template', fields: 'structured-output' },
  status: 'equivalent',
  gate: ({ prompt }) => `${prompt}.when`,
  leave: ({ fields }) => `${fields}.json`,
  values: ({ fields }, data) =>
    Object.fromEntries(parametersOf(data).map(({ name }) => [textOf(name), `${fields}.json.${textOf(name)}`])),
  build: (ctx) => {
    const parameters = parametersOf(ctx.data)
    const ref = ctx.ref(ctx.data.query)
    ctx.configure('prompt', { text: ref === null ? '' : `{{${ref}}}` })
    ctx.connect(`${ctx.ids.prompt}.text`, `${ctx.ids.fields}.prompt`)
    const instructions = ctx.text(ctx.data.instruction)
    ctx.configure('fields', {
      ...settingsOf(ctx, objectOf(ctx.data.model)),
      ...(instructions.trim() === '' ? {} : { instructions }),
      schema: {
        type: 'object',
        properties: Object.fromEntries(parameters.map((parameter) => [textOf(parameter.name), schemaOf(parameter)])),
        required: parameters.filter(({ required }) => required === true).map(({ name }) => textOf(name)),
        additionalProperties: false,
      },
    })
  },
}

const parametersOf = (data: Data) => listOf(data.parameters).map(objectOf)

function schemaOf({ type, description, options }: JsonObject): Json {
  const values = listOf(options).map(textOf).filter(Boolean)
  return {
    ...(TYPES[textOf(type)] ?? { type: 'string' }),
    ...(textOf(description) === '' ? {} : { description: textOf(description) }),
    ...(type === 'select' && values.length > 0 ? { enum: values } : {}),
  }
}

export const classifier: Rule = {
  targets: { classifier: 'classifier' },
  status: 'equivalent',
  gate: ({ classifier: id }) => `${id}.when`,
  leave: ({ classifier: id }, handle, data) => {
    const at = classesOf(data).findIndex((item) => textOf(item.id) === handle)
    return at === -1 ? null : `${id}.class${at + 1}`
  },
  values: ({ classifier: id }) => ({ class_name: `${id}.label` }),
  build: (ctx) => {
    const ref = ctx.ref(ctx.data.query_variable_selector)
    const classes = classesOf(ctx.data)
    ctx.configure('classifier', {
      mode: 'model',
      classes: [...classes, ...(classes.length === 1 ? [{ name: 'Other' }] : [])]
        .slice(0, 50)
        .map(({ name }, index) => ({
          id: `class${index + 1}`,
          name: textOf(name).slice(0, 100) || `Class ${index + 1}`,
          examples: [],
        })),
      instructions: textOf(ctx.data.instruction ?? ctx.data.instructions).slice(0, 20_000),
    })
    ctx.feed(ref, `${ctx.ids.classifier}.text`)
    const model = textOf(objectOf(ctx.data.model).name)
    if (model !== '') ctx.note('model', model)
  },
}

const classesOf = (data: Data) => listOf(data.classes).map(objectOf)

/** An agent with its instructions. Its tools are to be connected again. */
export const agent: Rule = {
  targets: { prompt: 'prompt', agent: 'agent' },
  status: 'partial',
  gate: ({ prompt }) => `${prompt}.when`,
  leave: ({ agent: id }) => `${id}.text`,
  values: ({ agent: id }) => ({ text: `${id}.text` }),
  build: (ctx) => {
    const parameters = objectOf(ctx.data.agent_parameters)
    const settingOf = (name: string) => objectOf(parameters[name]).value ?? parameters[name]
    const query = textOf(settingOf('query')) || '{{#sys.query#}}'
    ctx.configure('prompt', { messages: [{ role: 'user', content: ctx.text(query) }] })
    if (ctx.isChat && ctx.data.memory) {
      const history = ctx.ref(['sys', 'history'])
      if (history) ctx.connect(history, `${ctx.ids.prompt}.history`)
    }
    const steps = numberOf(settingOf('maximum_iterations'))
    ctx.configure('agent', {
      instructions: ctx.text(settingOf('instruction')),
      ...settingsOf(ctx, {
        name: objectOf(settingOf('model')).model ?? '',
        completion_params: objectOf(settingOf('model')).completion_params ?? {},
      }),
      ...(steps === null ? {} : { maxSteps: Math.min(25, Math.max(1, Math.round(steps))) }),
    })
    ctx.connect(`${ctx.ids.prompt}.messages`, `${ctx.ids.agent}.prompt`)
    for (const tool of listOf(settingOf('tools')).map(objectOf))
      ctx.note('tools', textOf(tool.tool_label) || textOf(tool.tool_name) || textOf(tool.provider_name))
    const servers = textOf(settingOf('servers_config')) || textOf(settingOf('mcp_server'))
    if (servers !== '') ctx.note('tools', 'MCP')
  },
}
