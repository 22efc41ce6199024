import type { CaseCheck } from '@/lib/contracts/case-checks'
import { type CaseExample, caseText, type ExampleData, type SimulatedUser } from '@/lib/contracts/example-data'
import type { PublicInputField } from '@/lib/contracts/public'
import type { Json, JsonObject } from '@/lib/core/json'
import type { ExpectedPassage } from '@/lib/core/knowledge/lab-question'

/** An example of any kind as a case for an app. */
export interface TestCase {
  inputs: JsonObject
  history: { role: 'user' | 'assistant'; content: string }[]
  /** Undefined if it is unknown. */
  expected: Json | undefined
  passages: ExpectedPassage[]
  /** Scripted later messages of the user. */
  turns: readonly string[]
  /** Writes them instead. */
  user: SimulatedUser | null
  /** Recorded results of steps, used instead of running them. */
  tools: NonNullable<CaseExample['tools']>
  checks: readonly CaseCheck[]
  group: string | null
  tags: readonly string[]
}

export function toTestCase(data: ExampleData): TestCase {
  const none = { history: [], turns: [], user: null, passages: [], tools: [], checks: [], group: null, tags: [] }
  if ('inputs' in data) {
    const {
      inputs,
      expected,
      history = [],
      turns = [],
      user = null,
      passages = [],
      tools = [],
      checks = [],
      group = null,
      tags = [],
    } = data
    return { inputs, expected, history, turns, user, passages, tools, checks, group, tags }
  }
  if ('question' in data) return { ...none, inputs: { message: data.question }, expected: data.answer }
  if ('label' in data) return { ...none, inputs: { message: data.text }, expected: data.label }
  const lastUserIndex = data.messages.findLastIndex(({ role }) => role === 'user')
  const history = data.messages
    .slice(0, lastUserIndex)
    .flatMap(({ role, content }) => (role === 'system' ? [] : [{ role, content }]))
  return {
    ...none,
    history,
    inputs: { message: data.messages[lastUserIndex]?.content ?? '' },
    expected: data.messages.at(-1)?.content,
  }
}

/**
 * The inputs of the case by the names that the app uses. A single text fits the only text field of the app.
 * @returns null if a required input is missing
 */
export function inputsFor(
  fields: readonly PublicInputField[],
  { inputs }: Pick<TestCase, 'inputs'>,
): JsonObject | null {
  const known = fields.filter(({ name }) => Object.hasOwn(inputs, name))
  const isComplete = fields.every(({ name, required }) => !required || Object.hasOwn(inputs, name))
  if (isComplete && known.length > 0)
    return Object.fromEntries(known.flatMap(({ name }) => (inputs[name] === undefined ? [] : [[name, inputs[name]]])))
  const values = Object.values(inputs)
  const texts = fields.filter(({ type }) => type === 'text' || type === 'long-text')
  const target = texts.find(({ required }) => required) ?? texts[0]
  const others = fields.some(({ name, required }) => required && name !== target?.name)
  if (values.length !== 1 || values[0] === undefined || !target || others) return null
  return { [target.name]: caseText(values[0]) }
}

/** The case in one line for lists. */
export const inputText = ({ inputs }: Pick<TestCase, 'inputs'>): string =>
  Object.values(inputs).map(caseText).join(' · ')
