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
  testCase: ExportedCase,
): JsonObject {
  const { id, split, expected, tags } = testCase
  switch (format) {
    case 'openai-evals':
      return { id, input: messagesOf(testCase), ...(expected === undefined ? {} : { ideal: caseText(expected) }) }
    case 'langfuse':
      return { id, input: inputOf(testCase), expectedOutput: expected ?? null, metadata: null }
    case 'braintrust':
      return { id, input: inputOf(testCase), expected: expected ?? null, tags: [...tags], metadata: { split } }
    case 'langsmith':
      return { id, inputs: namedInputs(testCase), outputs: outputsOf(expected), metadata: { dataset_split: [split] } }
    case 'inspect': {
      const target = expected === undefined ? '' : caseText(expected)
      return { id, input: testCase.history.length > 0 ? messagesOf(testCase) : questionOf(testCase), target }
    }
    default: {
      const unhandled: never = format
      return unhandled
    }
  }
}

/** A single input is used as text, several inputs as JSON. */
function questionOf({ inputs }: Pick<ExportedCase, 'inputs'>): string {
  const values = Object.values(inputs)
  const [only] = values
  return values.length === 1 && only !== undefined ? caseText(only) : JSON.stringify(inputs)
}

const messagesOf = (testCase: ExportedCase): { role: string; content: string }[] => [
  ...testCase.history,
  { role: 'user', content: questionOf(testCase) },
]

/** A single message is a string, a conversation is a list of messages, and other inputs are an object by name. */
function inputOf(testCase: ExportedCase): Json {
  if (testCase.history.length > 0) return messagesOf(testCase)
  const { message, ...others } = testCase.inputs
  return message !== undefined && Object.keys(others).length === 0 ? message : testCase.inputs
}

const namedInputs = (testCase: ExportedCase): JsonObject =>
  testCase.history.length > 0 ? { messages: messagesOf(testCase) } : testCase.inputs

function outputsOf(expected: Json | undefined): JsonObject {
  if (expected === undefined) return {}
  return typeof expected === 'object' && expected !== null && !Array.isArray(expected) ? expected : { output: expected }
}
