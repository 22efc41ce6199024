import type { ExampleSplit } from '@/lib/contracts/datasets'
import { caseText } from '@/lib/contracts/example-data'
import type { Json, JsonObject } from '@/lib/core/json'
import type { TestCase } from '../../evaluations/test-case'

interface ExportedCase extends Pick<TestCase, 'inputs' | 'history' | 'expected' | 'tags'> {
  id: string
  split: ExampleSplit
}

/** A case as a row of another evaluation tool. */
export function caseRow(
  format: 'openai-evals' | 'langfuse' | 'braintrust' | 'langsmith' | 'inspect',
  own: ExportedCase,
): JsonObject {
  const { id, split, expected, tags } = own
  switch (format) {
    case 'openai-evals':
      return { id, input: messagesOf(own), ...(expected === undefined ? {} : { ideal: caseText(expected) }) }
    case 'langfuse':
      return { id, input: inputOf(own), expectedOutput: expected ?? null, metadata: null }
    case 'braintrust':
      return { id, input: inputOf(own), expected: expected ?? null, tags: [...tags], metadata: { split } }
    case 'langsmith':
      return { id, inputs: namedInputs(own), outputs: outputsOf(expected), metadata: { dataset_split: [split] } }
    case 'inspect': {
      const target = expected === undefined ? '' : caseText(expected)
      return { id, input: own.history.length > 0 ? messagesOf(own) : questionOf(own), target }
    }
    default: {
      const unhandled: never = format
      return unhandled
    }
  }
}

/** One text stays a text. */
function questionOf({ inputs }: Pick<ExportedCase, 'inputs'>): string {
  const values = Object.values(inputs)
  const [only] = values
  return values.length === 1 && only !== undefined ? caseText(only) : JSON.stringify(inputs)
}

const messagesOf = (own: ExportedCase): { role: string; content: string }[] => [
  ...own.history,
  { role: 'user', content: questionOf(own) },
]

/** A single message is a text, a conversation is a list of messages, and everything else has names. */
function inputOf(own: ExportedCase): Json {
  if (own.history.length > 0) return messagesOf(own)
  const { message, ...others } = own.inputs
  return message !== undefined && Object.keys(others).length === 0 ? message : own.inputs
}

const namedInputs = (own: ExportedCase): JsonObject =>
  own.history.length > 0 ? { messages: messagesOf(own) } : own.inputs

function outputsOf(expected: Json | undefined): JsonObject {
  if (expected === undefined) return {}
  return typeof expected === 'object' && expected !== null && !Array.isArray(expected) ? expected : { output: expected }
}
