import type { Json, JsonObject } from '@/lib/core/json'
import type { VariableType } from '@/lib/graph/variables/declaration'
import { listOf, objectOf, textOf } from '../fields'
import { type FlowBuilder, selectorOf } from '../flow-builder'
import type { TypebotBlock, TypebotFile } from './typebot-file'

/** A way out of a block. */
export interface Exit {
  step: string
  handle: string
}

/** The steps of a block: its first step, its next block, and the branches of its items. */
export interface BlockSteps {
  entry: string
  next: Exit | null
  items?: ReadonlyMap<string, Exit>
}

const CODE_RESULTS = new Set(['Webhook', 'Code', 'Set variable', 'Google Sheets'])

/** What the readers of single blocks share: variables and texts. */
export class TypebotReader {
  private readonly byName = new Map<string, string>()

  constructor(
    readonly file: TypebotFile,
    readonly flow: FlowBuilder,
  ) {
    const types = variableTypes(file)
    for (const { id, name } of file.variables) {
      this.byName.set(name, id)
      flow.variable(`${id}.${name}`, { type: types.get(id) ?? 'text', scope: 'run' })
    }
  }

  readonly place = ({ id, position, title }: TypebotBlock) => ({ id, item: id, position, title })

  /** The selector of a variable by its id. */
  variable(id: unknown): string[] | null {
    const found = this.file.variables.find((variable) => variable.id === textOf(id))
    return found ? this.flow.knownVariable(`${found.id}.${found.name}`) : null
  }

  /** Converts each `{{Name}}` in a text to a reference. */
  text(value: unknown): string {
    return textOf(value).replaceAll(/\{\{=?([^{}#]{1,200})\}\}/g, (whole, name: string) => {
      const selector = this.variable(this.byName.get(name.trim()) ?? '')
      return selector ? `{{#${selector.join('.')}#}}` : whole
    })
  }

  /** The selector of a text's value. A text that is more than one reference becomes a step of its own. */
  selector(value: unknown, block: TypebotBlock, name = 'value'): string[] {
    const text = this.text(value)
    return selectorOf(text) ?? this.flow.text({ ...this.place(block), id: `${block.id}/${name}` }, text)
  }

  /** Adds a step that runs JavaScript; the variables in it become inputs. */
  script(block: TypebotBlock, id: string, source: string): string {
    const names: string[] = []
    const code = source.replaceAll(/\{\{=?([^{}#]{1,200})\}\}/g, (whole, name: string) => {
      const variable = this.byName.get(name.trim())
      if (variable === undefined) return whole
      if (!names.includes(variable)) names.push(variable)
      return `given.v${names.indexOf(variable) + 1}`
    })
    const inputs = names.map((variable, index) => ({ name: `v${index + 1}`, value: this.variable(variable) ?? [] }))
    return this.flow.step({ ...this.place(block), id, type: 'script', data: { inputs, code } })
  }

  /** Adds a step that sets variables; null if the block names none. */
  assign(
    block: TypebotBlock,
    id: string,
    changes: readonly { variable: unknown; value: string; operation?: string }[],
  ): string | null {
    const known = changes.flatMap(({ variable, value, operation = 'set' }): JsonObject[] => {
      const selector = this.variable(variable)
      return selector ? [{ variable: selector, operation, value }] : []
    })
    if (known.length === 0) return null
    return this.flow.step({ ...this.place(block), id, type: 'assigner', data: { changes: known } })
  }
}

/** Variables that blocks append to are lists; those that code or a response sets may be anything. */
function variableTypes({ groups }: TypebotFile): Map<string, VariableType> {
  const types = new Map<string, VariableType>()
  for (const { type, options } of groups.flatMap(({ blocks }) => blocks)) {
    const isList = /^(?:Append value|Pop|Shift)/.test(textOf(options.type))
    const mapped = [...listOf(options.responseVariableMapping), ...listOf(options.cellsToExtract)].map(objectOf)
    for (const id of [options.variableId, ...mapped.map((item) => item.variableId)].map(textOf))
      if (isList) types.set(id, 'list')
      else if (CODE_RESULTS.has(type) && !types.has(id) && options.type === undefined && mapped.length > 0)
        types.set(id, 'json')
  }
  return types
}

/** The text of a bubble: rich text, or the plain text of older versions. */
export function bubbleText(content: Json | undefined): string {
  const { richText, plainText, html } = objectOf(content)
  if (Array.isArray(richText)) return richText.map((line) => lineText(line, 0)).join('\n')
  return (
    textOf(plainText) ||
    textOf(html)
      .replaceAll(/<\/(?:div|p)>/g, '\n')
      .replaceAll(/<[^<>]*>/g, '')
      .trim()
  )
}

function lineText(node: Json, depth: number): string {
  const { text, children, type, url } = objectOf(node)
  if (depth > 32) return ''
  if (typeof text === 'string') return text
  const inner = listOf(children)
    .map((child) => lineText(child, depth + 1))
    .join(type === 'ul' || type === 'ol' ? '\n' : '')
  if (type === 'a') return `[${inner}](${textOf(url)})`
  if (type === 'li') return `- ${inner}`
  return inner
}
