import { Template } from '@huggingface/jinja'
import { parse } from 'yaml'
import type { JsonObject } from '@/lib/core/json'
import { listOf, objectOf, textOf } from '@/lib/import/fields'
import { classOf, describeMessages, echo, echoFields, type SourceRun, show, type Trace } from './trace'

type Value = unknown
type Python = (code: string, input: JsonObject) => Promise<JsonObject>

/**
 * Runs a workflow of Dify from its file, by Dify's documented semantics and without our importer: a node runs when all its
 * edges are settled and one is taken.
 */
export class DifyRun implements SourceRun {
  readonly trace: Trace = { calls: [], requests: [], text: '' }
  private readonly values = new Map<string, JsonObject>()
  private readonly nodes: JsonObject[]
  private readonly edges: JsonObject[]
  readonly isChat: boolean

  constructor(
    file: string,
    private readonly python: Python,
  ) {
    const root = objectOf(parse(file))
    const graph = objectOf(objectOf(root.workflow).graph)
    this.isChat = objectOf(root.app).mode === 'advanced-chat'
    this.nodes = listOf(graph.nodes).map(objectOf)
    this.edges = listOf(graph.edges).map(objectOf)
    for (const item of listOf(objectOf(root.workflow).conversation_variables).map(objectOf))
      this.set('conversation', textOf(item.name), item.value)
  }

  inputs(message: string): JsonObject {
    if (this.isChat) return { message }
    return Object.fromEntries(
      this.fields().map(({ variable, type, options }, index): [string, JsonObject[string]] => {
        if (type === 'number') return [textOf(variable), index + 1]
        const [first] = Array.isArray(options) ? options : []
        return [textOf(variable), type === 'select' ? (first ?? '') : `${message} ${index}`]
      }),
    )
  }

  private fields(): JsonObject[] {
    const start = this.nodes.find((node) => objectOf(node.data).type === 'start')
    return listOf(objectOf(start?.data).variables).map(objectOf)
  }

  async run(inputs: JsonObject): Promise<Trace> {
    const start = this.nodes.find((node) => objectOf(node.data).type === 'start')
    this.set('sys', 'query', inputs.message ?? '')
    for (const { variable } of this.fields())
      this.set(textOf(start?.id), textOf(variable), inputs[textOf(variable)] ?? '')
    await this.level(null)
    return this.trace
  }

  private set(id: string, key: string, value: Value): void {
    this.values.set(id, { ...this.values.get(id), [key]: value as JsonObject[string] })
  }

  private get(selector: unknown): Value {
    const [id = '', ...path] = listOf(selector).map(textOf)
    let value: Value = this.values.get(id)
    for (const key of path) value = value && typeof value === 'object' ? (value as JsonObject)[key] : undefined
    return value
  }

  private text(raw: unknown): string {
    return textOf(raw).replaceAll(/\{\{#([^{}#]+)#\}\}/g, (_, path: string) => show(this.get(path.split('.'))))
  }

  private async level(parent: string | null): Promise<void> {
    const subset = this.nodes.filter((node) => (textOf(node.parentId) || null) === parent)
    const ids = new Set(subset.map(({ id }) => textOf(id)))
    const edges = this.edges.filter(({ source, target }) => ids.has(textOf(source)) && ids.has(textOf(target)))
    const taken = new Map<JsonObject, boolean>()
    const open = new Set(subset)
    for (let isMoving = true; isMoving; ) {
      isMoving = false
      for (const node of open) {
        const entering = edges.filter(({ target }) => target === node.id)
        if (!entering.every((edge) => taken.has(edge))) continue
        open.delete(node)
        isMoving = true
        const type = textOf(objectOf(node.data).type)
        const isFirst = /start$/.test(type)
        const runs = isFirst || entering.some((edge) => taken.get(edge) === true)
        const handle = runs ? await this.step(node, type) : null
        for (const edge of edges.filter(({ source }) => source === node.id))
          taken.set(edge, runs && (handle === null || textOf(edge.sourceHandle) === handle))
      }
    }
  }

  /** @returns the handle that it leaves by, or null for all handles */
  private async step(node: JsonObject, type: string): Promise<string | null> {
    const [id, data] = [textOf(node.id), objectOf(node.data)]
    switch (type) {
      case 'llm':
        this.set(id, 'text', this.model(this.messagesOf(data)))
        return null
      case 'agent': {
        const parameters = objectOf(data.agent_parameters)
        const setting = (name: string) => this.text(objectOf(parameters[name]).value)
        const messages = [
          { role: 'system', text: setting('instruction') },
          { role: 'user', text: setting('query') },
        ]
        this.set(id, 'text', this.model(messages))
        return null
      }
      case 'answer':
        this.trace.text += this.text(data.answer)
        return null
      case 'end': {
        const outputs = listOf(data.outputs).map(objectOf)
        const entries = outputs.map(({ variable, value_selector }) => [
          textOf(variable),
          this.get(value_selector) ?? null,
        ])
        this.trace.text = show(Object.fromEntries(entries))
        return null
      }
      case 'if-else':
        return this.branch(data)
      case 'variable-aggregator':
        this.set(
          id,
          'output',
          listOf(data.variables)
            .map((item) => this.get(item))
            .find((value) => value !== undefined),
        )
        return null
      case 'template-transform': {
        const names = listOf(data.variables).map(objectOf)
        const values = Object.fromEntries(
          names.map((item) => [textOf(item.variable), this.get(item.value_selector) ?? '']),
        )
        this.set(id, 'output', new Template(textOf(data.template)).render(values))
        return null
      }
      case 'http-request':
        this.trace.requests.push(`${textOf(data.method).toUpperCase()} ${this.text(data.url)}`)
        this.values.set(id, { body: 'response', status_code: 200 })
        return null
      case 'parameter-extractor': {
        const text = show(this.get(data.query))
        const types = listOf(data.parameters).map(objectOf)
        this.trace.calls.push(`extract ${text.trim()}`)
        this.values.set(
          id,
          echoFields(Object.fromEntries(types.map(({ name, type }) => [textOf(name), textOf(type)])), text),
        )
        return null
      }
      case 'question-classifier': {
        const text = show(this.get(data.query_variable_selector))
        const classes = listOf(data.classes).map(objectOf)
        this.trace.calls.push(`classify ${text.trim()}`)
        const found = classes[classOf(text, classes.length)]
        this.set(id, 'class_name', found?.name)
        return textOf(found?.id)
      }
      case 'code': {
        const entries = listOf(data.variables).map(objectOf)
        const input = entries.map((item) => [textOf(item.variable), this.get(item.value_selector) ?? null])
        this.values.set(id, await this.python(textOf(data.code), Object.fromEntries(input) as JsonObject))
        return null
      }
      case 'assigner':
        for (const item of listOf(data.items).map(objectOf)) this.assign(item)
        return null
      case 'iteration':
        await this.iterate(id, data)
        return null
      case 'loop':
        await this.loop(id, data)
        return null
      default:
        if (/start$/.test(type) || type === '') return null
        throw new Error(`No semantics of ${type}`)
    }
  }

  private model(messages: { role: string; text: string }[]): string {
    this.trace.calls.push(describeMessages(messages))
    return echo(
      messages.filter(({ text }) => text.trim() !== '').map((message) => ({ ...message, text: message.text.trim() })),
    )
  }

  private messagesOf(data: JsonObject) {
    const context = objectOf(data.context)
    const value = context.enabled === true ? show(this.get(context.variable_selector)) : ''
    const messages = listOf(data.prompt_template).map((item) => {
      const { role, text } = objectOf(item)
      return { role: textOf(role), text: this.text(textOf(text).replaceAll('{{#context#}}', value)) }
    })
    // A model with memory also receives the message of the user.
    const memory = objectOf(data.memory)
    const query = textOf(memory.query_prompt_template) || '{{#sys.query#}}'
    return data.memory && this.isChat ? [...messages, { role: 'user', text: this.text(query) }] : messages
  }

  private branch(data: JsonObject): string {
    const cases = listOf(data.cases).map(objectOf)
    const all = cases.length > 0 ? cases : [{ ...data, case_id: 'true' } as JsonObject]
    const found = all.find((entry) => {
      const results = listOf(entry.conditions).map((item) => this.holds(objectOf(item)))
      return entry.logical_operator === 'or' ? results.some(Boolean) : results.every(Boolean)
    })
    return found ? textOf(found.case_id) || textOf(found.id) : 'false'
  }

  private holds({ variable_selector, comparison_operator, value }: JsonObject): boolean {
    const left = this.get(variable_selector)
    const right = this.text(value)
    switch (comparison_operator) {
      case 'contains':
        return show(left).includes(right)
      case 'not contains':
        return !show(left).includes(right)
      case 'is':
        return show(left) === right
      case 'is not':
        return show(left) !== right
      case 'empty':
        return left === undefined || show(left) === ''
      case 'not empty':
        return left !== undefined && show(left) !== ''
      case '≥':
        return Number(left) >= Number(right)
      case '≤':
        return Number(left) <= Number(right)
      case '>':
        return Number(left) > Number(right)
      case '<':
        return Number(left) < Number(right)
      case '=':
        return Number(left) === Number(right)
      default:
        throw new Error(`No semantics of ${textOf(comparison_operator)}`)
    }
  }

  private assign({ operation, value, variable_selector, input_type }: JsonObject): void {
    const [id = '', key = ''] = listOf(variable_selector).map(textOf)
    const operand = input_type === 'variable' ? this.get(value) : value
    const before = this.get([id, key])
    const after: Record<string, () => Value> = {
      'over-write': () => operand,
      set: () => operand,
      clear: () => '',
      append: () => [...listOf(before), operand],
      '+=': () => Number(before) + Number(operand),
      '-=': () => Number(before) - Number(operand),
      '*=': () => Number(before) * Number(operand),
    }
    this.set(id, key, after[textOf(operation)]?.())
  }

  private async iterate(id: string, data: JsonObject): Promise<void> {
    const results: Value[] = []
    for (const [index, item] of listOf(this.get(data.iterator_selector)).entries()) {
      this.values.set(id, { item, index })
      await this.level(id)
      results.push(this.get(data.output_selector))
    }
    this.set(id, 'output', results)
  }

  private async loop(id: string, data: JsonObject): Promise<void> {
    for (const item of listOf(data.loop_variables).map(objectOf)) {
      const value = item.value_type === 'variable' ? this.get(item.value) : item.value
      this.set(id, textOf(item.label), item.var_type === 'number' ? Number(value) : value)
    }
    for (let round = 0; round < Number(data.loop_count); round += 1) {
      await this.level(id)
      const results = listOf(data.break_conditions).map((item) => this.holds(objectOf(item)))
      const isMet = data.logical_operator === 'or' ? results.some(Boolean) : results.every(Boolean)
      if (results.length > 0 && isMet) break
    }
  }
}
