import type { JsonObject } from '@/lib/core/json'
import { listOf, numberOf, objectOf, textOf } from '../fields'
import type { TypebotBlock } from './typebot-file'
import type { BlockSteps, TypebotReader } from './typebot-reader'

export type BlockReader = (block: TypebotBlock, reader: TypebotReader) => BlockSteps

export const plain = (step: string): BlockSteps => ({ entry: step, next: { step, handle: 'source' } })

/** The first step, followed by the one that changes variables, if there is one. */
function chained(first: string, second: string | null, reader: TypebotReader): BlockSteps {
  if (second === null) return plain(first)
  reader.flow.edge(first, second)
  return { entry: first, next: { step: second, handle: 'source' } }
}

/** Expressions of variables, numbers and operators are calculated; code runs; all other text is the value. */
const CALCULATED = /^[\d\s.+\-*/%()]*(?:\{\{[^{}]+\}\}[\d\s.+\-*/%()]*)+$/
const isCode = (expression: string): boolean =>
  (CALCULATED.test(expression) && /[+\-*/%]/.test(expression.replaceAll(/\{\{[^{}]+\}\}/g, ''))) ||
  /\breturn\b|=>|\bnew\s+Date\b|\b(?:Math|JSON|Object|Array)\./.test(expression)

const LISTS: Readonly<Record<string, string>> = { Pop: 'remove-last', Shift: 'remove-first', Empty: 'clear' }

export const setVariable: BlockReader = (block, reader) => {
  const { variableId, type, expressionToEvaluate, item, isCode: runs } = block.options
  const kind = textOf(type) || 'Custom'
  const set = (value: string, operation = 'set') =>
    reader.assign(block, block.id, [{ variable: variableId, value, operation }]) ??
    reader.flow.step({ ...reader.place(block), type: 'text', data: { text: value } })
  if (LISTS[kind]) return plain(set('', LISTS[kind]))
  if (kind.startsWith('Append')) return plain(set(reader.text(item), 'append'))
  if (kind !== 'Custom') {
    reader.flow.note(block.id, 'setting', kind)
    return plain(set(''))
  }
  const expression = textOf(expressionToEvaluate)
  if (runs !== true && !isCode(expression)) return plain(set(reader.text(expression)))
  const id = `${block.id}/code`
  reader.script(block, id, /\breturn\b/.test(expression) ? expression : `return (${numeric(expression)})`)
  const step = set(`{{#${id}.result#}}`)
  reader.flow.edge(id, step)
  return { entry: id, next: { step, handle: 'source' } }
}

/** Converts variables to numbers, because answers of users are text, which `+` would join. */
const numeric = (expression: string): string =>
  CALCULATED.test(expression) ? expression.replaceAll(/\{\{[^{}]+\}\}/g, 'Number($&)') : expression

export const script: BlockReader = (block, reader) => {
  const source = textOf(block.options.content)
  if (block.options.isExecutedOnClient === true || /\b(?:window|document|fetch|require|import)\b/.test(source)) {
    reader.flow.note(block.id, 'packages', block.title)
    return plain(reader.flow.missing({ ...reader.place(block), data: block.options }, block.type))
  }
  return plain(reader.script(block, block.id, `return (async () => {\n${source}\n})()`))
}

export const http: BlockReader = (block, reader) => {
  const { webhook, responseVariableMapping } = block.options
  const { url, method, headers, queryParams, body } = objectOf(webhook)
  const pairs = (list: unknown) =>
    listOf(list)
      .map(objectOf)
      .map(({ key, value }) => ({ key: textOf(key), value: reader.text(value) }))
  const step = reader.flow.step({
    ...reader.place(block),
    type: 'http-request',
    data: {
      method: textOf(method) || 'POST',
      url: reader.text(url),
      headers: pairs(headers),
      params: pairs(queryParams),
      body: textOf(body) === '' ? { type: 'none' } : { type: 'json', data: reader.text(body) },
      fails: false,
    },
  })
  const changes = listOf(responseVariableMapping)
    .map(objectOf)
    .map(({ bodyPath, variableId }) => ({
      variable: variableId,
      value: `{{#${step}.${responsePath(textOf(bodyPath))}#}}`,
    }))
  return chained(step, reader.assign(block, `${block.id}/set`, changes), reader)
}

/** Where our step has a part of the response: Typebot's `data.name` is `name` in the JSON body. */
function responsePath(path: string): string {
  if (path === 'statusCode') return 'status_code'
  return [
    'json',
    ...path
      .replace(/^data(?=$|[.[])/, '')
      .split(/[.[\]'"]+/)
      .filter(Boolean),
  ].join('.')
}

const MODELS =
  /^(?:OpenAI|openai|anthropic|mistral|groq|deepseek|perplexity|together-ai|open-router|gemini|google-ai)$/i

export const chat: BlockReader = (block, reader) => {
  const { action, task, model, messages, systemMessage, temperature, responseMapping } = block.options
  const kind = textOf(action) || textOf(task) || 'Create chat completion'
  if (!/chat|message/i.test(kind))
    return plain(reader.flow.missing({ ...reader.place(block), data: block.options }, `${block.type} ${kind}`))
  const entries = listOf(messages)
    .map(objectOf)
    .flatMap(({ role, content, dialogueVariableId }): JsonObject[] => {
      const dialogue = reader.variable(dialogueVariableId)
      if (dialogue) {
        reader.flow.note(block.id, 'prompt', block.title)
        return [{ role: 'user', text: `{{#${dialogue.join('.')}#}}` }]
      }
      return [{ role: textOf(role) || 'user', text: reader.text(content) }]
    })
  const system = reader.text(systemMessage)
  const number = numberOf(temperature) ?? Number(textOf(temperature) || Number.NaN)
  reader.flow.step({
    ...reader.place(block),
    type: 'llm',
    data: {
      prompt_template: [...(system === '' ? [] : [{ role: 'system', text: system }]), ...entries],
      model: { name: textOf(model), completion_params: Number.isNaN(number) ? {} : { temperature: number } },
    },
  })
  const changes = listOf(responseMapping)
    .map(objectOf)
    .flatMap(({ item, valueToExtract, variableId }) =>
      /content/i.test(textOf(item) || textOf(valueToExtract) || 'Message content')
        ? [{ variable: variableId, value: `{{#${block.id}.text#}}` }]
        : [],
    )
  return chained(block.id, reader.assign(block, `${block.id}/set`, changes), reader)
}

export const isModel = (type: string): boolean => MODELS.test(type)

export const email: BlockReader = (block, reader) => {
  const { recipients, cc, subject, body } = block.options
  const addresses = (list: unknown) =>
    listOf(list)
      .map((item) => reader.text(item))
      .join(', ')
  const values = {
    to: addresses(recipients),
    subject: reader.text(subject) || block.title,
    text: reader.text(body) || ' ',
    ...(listOf(cc).length > 0 ? { cc: addresses(cc) } : {}),
  }
  return plain(
    reader.flow.step({
      ...reader.place(block),
      type: 'action',
      data: { plugin: 'email', action: 'send-mail', values },
    }),
  )
}

export const sheets: BlockReader = (block, reader) => {
  const { spreadsheetId, sheetId, action, cellsToInsert, cellsToUpsert, referenceCell } = block.options
  const kind = textOf(action)
  const place = { ...reader.place(block), type: 'action' }
  const cells = [...listOf(cellsToInsert), ...listOf(cellsToUpsert)].map(objectOf)
  const fields = cells.map(({ column, value }) => ({ name: textOf(column), value: reader.text(value) }))
  const spreadsheet = textOf(spreadsheetId)
  if (/^Insert/.test(kind) && spreadsheet !== '') {
    const id = `${block.id}/row`
    const code = `return [[${fields.map((_, index) => `given.v${index + 1} ?? ''`).join(', ')}]]`
    const inputs = fields.map(({ value }, index) => ({
      name: `v${index + 1}`,
      value: reader.selector(value, block, `cell${index + 1}`),
    }))
    reader.flow.step({ ...reader.place(block), id, type: 'script', data: { code, inputs } })
    reader.flow.step({
      ...place,
      data: {
        plugin: 'google-sheets',
        action: 'append-rows',
        values: { spreadsheet, range: 'A1', rows: [id, 'result'] },
      },
    })
    reader.flow.note(block.id, 'setting', `sheet ${textOf(sheetId)}`)
    reader.flow.edge(id, block.id)
    return { entry: id, next: { step: block.id, handle: 'source' } }
  }
  reader.flow.note(block.id, 'setting', textOf(objectOf(referenceCell).column) || kind)
  return plain(reader.flow.missing({ ...reader.place(block), data: block.options }, `${block.type} ${kind}`))
}

export const wait: BlockReader = (block, reader) => {
  const amount = Number(textOf(block.options.secondsToWaitFor)) || 1
  return plain(reader.flow.step({ ...reader.place(block), type: 'wait', data: { amount, unit: 'seconds' } }))
}

export const link: BlockReader = (block, reader) =>
  plain(reader.flow.step({ ...reader.place(block), type: 'sub-app', data: {} }))
