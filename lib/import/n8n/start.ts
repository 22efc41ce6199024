import type { JsonObject } from '@/lib/core/json'
import { objectOf, portName, textOf } from '../fields'
import { untracked } from '../track-reads'
import { expressionParts, itemPath } from './expressions'
import type { N8nNode } from './n8n-file'
import { type Item, isTrigger, type N8nReader, START, typeOf } from './n8n-reader'

const FIELD_TYPES: Readonly<Record<string, string>> = {
  number: 'number',
  boolean: 'checkbox',
  textarea: 'paragraph',
  dropdown: 'select',
  file: 'file',
  object: 'json_object',
  array: 'json_object',
}
/** Parts of a request; the fields in them are the inputs. */
const PARTS = ['body', 'query', 'params', 'headers']
const PEOPLE = /^(?:chatTrigger|manualTrigger|manualChatTrigger|formTrigger|executeWorkflowTrigger)$/

interface StartField {
  /** The path by which the workflow reads the field, such as `body.text`. */
  path: string[]
  field: JsonObject
}

/** Turns all triggers into the only input of the app. */
export function readStart(reader: N8nReader): void {
  const { flow, isChat } = reader
  const triggers = reader.nodes.filter(isTrigger)
  const first = triggers.find((node) => /hatTrigger$/.test(typeOf(node))) ?? triggers[0]
  for (const trigger of triggers) {
    if (first && trigger !== first) flow.merge(trigger.name, first.name)
    if (trigger !== first || !PEOPLE.test(typeOf(trigger))) flow.note(trigger.name, 'trigger', trigger.name)
  }
  const place = first ? reader.place(first) : { item: '', position: { x: -400, y: 0 } }
  const fields = isChat ? [] : fieldsOf(triggers, reader)
  flow.step({ ...place, id: START, type: 'start', data: { variables: fields.map(({ field }) => field) } })
  if (isChat && first) reader.items.set(START, reader.itemOfFields(first, { chatInput: ['sys', 'query'] }))
  else reader.items.set(START, formItem(reader, place, fields))
}

function formItem(
  { flow }: N8nReader,
  place: Pick<N8nNode, never> & { item: string; position: { x: number; y: number } },
  fields: StartField[],
): Item {
  return {
    at: (path) => {
      const found = fields.find(({ path: known }) => known.every((part, index) => path[index] === part))
      return found ? [START, textOf(found.field.variable), ...path.slice(found.path.length)] : null
    },
    whole: () => {
      const id = `${START}/item`
      const inputs = fields.map(({ field }) => ({
        name: textOf(field.variable),
        value: [START, textOf(field.variable)],
      }))
      const lines = fields.map(
        ({ path, field }) => `set(${JSON.stringify(path)}, given[${JSON.stringify(field.variable)}])`,
      )
      const code = `const item = {}
const set = (path, value) => { let at = item; for (const key of path.slice(0, -1)) at = at[key] ??= {}; at[path.at(-1)] = value }
${lines.join('\n')}
return item`
      flow.edge(START, id)
      if (!flow.has(id)) flow.step({ ...place, id, type: 'script', data: { code, inputs } })
      return [id, 'result']
    },
  }
}

/** Declared fields, and those that expressions read from the trigger. */
function fieldsOf(triggers: readonly N8nNode[], reader: N8nReader): StartField[] {
  const fields = new Map<string, StartField>()
  const add = (path: string[], extra: JsonObject) => {
    const key = path.join(' ')
    if (fields.has(key) || fields.size >= 40) return
    const name = portName(path.at(-1) ?? '', `field${fields.size + 1}`)
    const isTaken = [...fields.values()].some(({ field }) => field.variable === name)
    const variable = isTaken ? `${name.slice(0, 60)}_${fields.size + 1}` : name
    fields.set(key, { path, field: { variable, label: path.at(-1) ?? '', ...extra } })
  }
  for (const trigger of triggers)
    for (const item of [
      ...reader.list(trigger, 'formFields', 'values'),
      ...reader.list(trigger, 'workflowInputs', 'values'),
    ]) {
      const name = textOf(item.fieldLabel) || textOf(item.name)
      const type = FIELD_TYPES[textOf(item.fieldType) || textOf(item.type)] ?? 'text-input'
      const values = objectOf(item.fieldOptions).values
      const options = (Array.isArray(values) ? values : []).map((option) => textOf(objectOf(option).option))
      if (name !== '') add([name], { type, options, required: item.requiredField === true })
    }
  for (const path of pathsRead(triggers, reader)) add(path, { type: 'text-input', required: false })
  return [...fields.values()]
}

function pathsRead(triggers: readonly N8nNode[], reader: N8nReader): string[][] {
  const names = new Set(triggers.map(({ name }) => name))
  return reader.nodes.flatMap((node) => {
    const before = reader.before(node)?.name ?? ''
    return textsIn(untracked(node.parameters))
      .flatMap(expressionParts)
      .flatMap(({ text, isExpression }) => {
        const found = isExpression ? itemPath(text) : null
        if (!found || !names.has(found.node ?? before)) return []
        const path = found.path.slice(0, PARTS.includes(found.path[0] ?? '') ? 2 : 1)
        return path.length === 0 ? [] : [path]
      })
  })
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}
