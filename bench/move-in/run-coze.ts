import { stripTypeScriptTypes } from 'node:module'
import type { Json, JsonObject } from '@/lib/core/json'
import { listOf, objectOf, textOf } from '@/lib/import/fields'
import { type SourceRun, show, type Trace } from './trace'

interface Block {
  id: string
  type: string
  data: { inputs?: JsonObject; outputs?: JsonObject[] }
  blocks?: Block[]
}

type Edge = { sourceNodeID: string; targetNodeID: string; sourcePortID?: string }
type Script = (code: string, input: JsonObject) => Promise<JsonObject>

/** Runs a canvas of Coze from its file, by Coze's documented semantics. */
export class CozeRun implements SourceRun {
  readonly isChat = false
  private readonly trace: Trace = { calls: [], requests: [], text: '' }
  private readonly values = new Map<string, JsonObject>()

  constructor(
    private readonly file: { nodes: Block[]; edges: Edge[] },
    private readonly script: Script,
  ) {}

  inputs(message: string): JsonObject {
    const start = this.file.nodes.find(({ type }) => type === '1')
    return Object.fromEntries(
      listOf(start?.data.outputs)
        .map(objectOf)
        .map(({ name, type }) => [textOf(name), type === 'list' ? [message, 'second'] : message]),
    )
  }

  async run(values: JsonObject): Promise<Trace> {
    const start = this.file.nodes.find(({ type }) => type === '1')
    if (!start) throw new Error('The canvas has no start.')
    this.values.set(start.id, values)
    await this.follow(start.id, '')
    return this.trace
  }

  private async follow(id: string, port: string): Promise<void> {
    for (const edge of this.file.edges.filter(({ sourceNodeID }) => sourceNodeID === id)) {
      const from = edge.sourcePortID ?? ''
      if (from !== port && /^(?:true|false)/.test(from)) continue
      const block = this.file.nodes.find((other) => other.id === edge.targetNodeID)
      if (block) await this.follow(block.id, await this.step(block))
    }
  }

  /** @returns the port that it leaves by */
  private async step({ id, type, data, blocks = [] }: Block): Promise<string> {
    const inputs = data.inputs ?? {}
    const parameters = Object.fromEntries(
      listOf(inputs.inputParameters)
        .map(objectOf)
        .map(({ name, input }) => [textOf(name), this.read(input)]),
    )
    switch (type) {
      case '2':
        this.trace.text = JSON.stringify(parameters)
        return ''
      case '5': {
        const code = `${stripTypeScriptTypes(textOf(inputs.code))}\nreturn main({ params: input })`
        this.values.set(id, await this.script(code, parameters))
        return ''
      }
      case '8': {
        const [first] = listOf(inputs.branches).map((branch) => objectOf(objectOf(branch).condition))
        const results = listOf(first?.conditions)
          .map(objectOf)
          .map(({ left, right }) => show(this.read(objectOf(left).input)) === show(this.read(objectOf(right).input)))
        return results.every(Boolean) ? 'true' : 'false'
      }
      case '15': {
        const settings = listOf(inputs.concatParams).map(objectOf)
        const form = textOf(
          objectOf(objectOf(settings.find(({ name }) => name === 'concatResult')?.input).value).content,
        )
        const output = form.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => show(parameters[name]))
        this.values.set(id, { output })
        return ''
      }
      case '28': {
        const [name = '', list] = Object.entries(parameters)[0] ?? []
        const results: JsonObject[] = []
        for (const item of listOf(list)) {
          this.values.set(id, { [name]: item })
          for (const block of blocks) await this.step(block)
          const outputs = listOf(data.outputs).map(objectOf)
          results.push(Object.fromEntries(outputs.map((output) => [textOf(output.name), this.read(output.input)])))
        }
        const names = listOf(data.outputs).map((output) => textOf(objectOf(output).name))
        this.values.set(id, Object.fromEntries(names.map((key) => [key, results.map((result) => result[key] ?? null)])))
        // Values inside are not visible outside.
        for (const block of blocks) this.values.delete(block.id)
        return ''
      }
      case '32': {
        const groups = listOf(inputs.mergeGroups).map(objectOf)
        const found = groups.map((group): [string, Json] => [
          textOf(group.name),
          listOf(group.variables)
            .map((variable) => this.read(variable))
            .find((value) => value !== null) ?? null,
        ])
        this.values.set(id, Object.fromEntries(found))
        return ''
      }
      default:
        throw new Error(`No semantics of block ${type}`)
    }
  }

  private read(input: unknown): Json {
    const { type, content } = objectOf(objectOf(input).value)
    if (type !== 'ref') return content ?? null
    const { blockID, name } = objectOf(content)
    const path = textOf(name).split('.')
    return path.reduce<Json | undefined>((at, key) => objectOf(at)[key], this.values.get(textOf(blockID))) ?? null
  }
}
