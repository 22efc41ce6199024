import type { JsonObject } from '@/lib/core/json'
import { listOf, objectOf, textOf } from '../fields'
import type { TypebotBlock } from './typebot-file'
import type { BlockSteps, Exit, TypebotReader } from './typebot-reader'

const ANSWER = 'answer'
const FIELD_TYPES: Readonly<Record<string, string>> = { 'number input': 'number', 'rating input': 'number' }

/** An input becomes an approval that asks the question of the bubbles before it, and sets a variable to the answer. */
export function readInput(block: TypebotBlock, question: string, reader: TypebotReader): BlockSteps {
  const { labels, variableId, isMultipleChoice } = block.options
  const isChoice = /choice input$/.test(block.type)
  const options = isChoice ? block.items.map(itemText).filter(Boolean).slice(0, 50) : []
  if (isMultipleChoice === true) reader.flow.note(block.id, 'setting', 'isMultipleChoice')
  const field = {
    name: ANSWER,
    label: textOf(objectOf(labels).placeholder).slice(0, 200),
    required: true,
    type: isChoice && options.length > 0 ? 'choice' : (FIELD_TYPES[block.type] ?? 'text'),
    options,
  }
  const entry = reader.flow.step({
    ...reader.place(block),
    type: 'approval',
    data: { text: question || field.label || block.title, fields: [field] },
  })
  const exit: Exit = { step: entry, handle: 'approved' }
  const value = `{{#${block.id}.values.${ANSWER}#}}`
  const set = reader.assign(block, `${block.id}/set`, [{ variable: variableId, value }])
  if (set) reader.flow.edge(entry, set, 'approved')
  const after = set ? { step: set, handle: 'source' } : exit
  return isChoice ? withBranches(block, reader, { entry, after }) : { entry, next: after }
}

const itemText = ({ content, title, value }: JsonObject): string =>
  (textOf(content) || textOf(title) || textOf(value)).slice(0, 200)

/** Adds a condition if choices have branches of their own. */
function withBranches(
  block: TypebotBlock,
  reader: TypebotReader,
  { entry, after }: { entry: string; after: Exit },
): BlockSteps {
  const id = `${block.id}/way`
  const targets = new Set(reader.file.edges.flatMap(({ from }) => (from.itemId ? [from.itemId] : [])))
  const branches = block.items.filter((item) => targets.has(textOf(item.id)))
  if (branches.length === 0) return { entry, next: after }
  const cases = branches.map((item) => ({
    case_id: textOf(item.id),
    conditions: [{ variable_selector: [block.id, 'values', ANSWER], comparison_operator: 'is', value: itemText(item) }],
  }))
  reader.flow.step({ ...reader.place(block), id, type: 'if-else', data: { cases } })
  reader.flow.edge(after.step, id, after.handle)
  return {
    entry,
    next: { step: id, handle: 'else' },
    items: new Map(branches.map((item) => [textOf(item.id), { step: id, handle: textOf(item.id) }])),
  }
}

const OPERATORS: Readonly<Record<string, string>> = {
  'Equal to': 'is',
  'Not equal': 'is not',
  Contains: 'contains',
  'Does not contain': 'not contains',
  'Greater than': '>',
  'Less than': '<',
  'Greater or equal to': '≥',
  'Less or equal to': '≤',
  'Is set': 'not empty',
  'Is empty': 'empty',
  'Starts with': 'start with',
  'Ends with': 'end with',
  'Matches regex': 'matches',
}

export function readCondition(block: TypebotBlock, reader: TypebotReader): BlockSteps {
  const cases = block.items.map((item) => {
    const { comparisons, logicalOperator } = objectOf(item.content)
    return {
      case_id: textOf(item.id),
      logical_operator: textOf(logicalOperator).toUpperCase() === 'OR' ? 'or' : 'and',
      conditions: listOf(comparisons)
        .map(objectOf)
        .map(({ variableId, comparisonOperator, value }) => ({
          variable_selector: reader.variable(variableId) ?? [],
          comparison_operator: OPERATORS[textOf(comparisonOperator)] ?? textOf(comparisonOperator),
          value: reader.text(value),
        })),
    }
  })
  const step = reader.flow.step({ ...reader.place(block), type: 'if-else', data: { cases } })
  return {
    entry: step,
    next: { step, handle: 'else' },
    items: new Map(block.items.map(({ id }) => [textOf(id), { step, handle: textOf(id) }])),
  }
}

/** A random choice between two branches. */
export function readSplit(block: TypebotBlock, reader: TypebotReader): BlockSteps {
  const [a, b] = block.items.map(({ id }) => textOf(id))
  const percent = Number(textOf(block.options.aPercent)) || 50
  const draw = reader.script(block, `${block.id}/draw`, `return Math.random() * 100 < ${percent}`)
  const condition = { variable_selector: [draw, 'result'], comparison_operator: 'true', value: '' }
  const step = reader.flow.step({
    ...reader.place(block),
    type: 'if-else',
    data: { cases: [{ case_id: 'a', conditions: [condition] }] },
  })
  reader.flow.edge(draw, step)
  return {
    entry: draw,
    next: { step, handle: 'else' },
    items: new Map([
      [a ?? '', { step, handle: 'a' }],
      [b ?? '', { step, handle: 'else' }],
    ]),
  }
}
