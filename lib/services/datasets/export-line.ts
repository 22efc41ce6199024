import type { ExportFormat } from '@/lib/contracts/dataset-versions'
import { caseText, type ExampleMessage } from '@/lib/contracts/example-data'
import { toTestCase } from '../evaluations/test-case'
import { caseRow } from './formats/case-row'
import { promptfooTest } from './formats/promptfoo-test'
import type { VersionExample } from './read-version'

/** One line of JSONL: with id and split, in the format of OpenAI fine-tuning, or only the values. */
export function exportLine({ id, split, data }: VersionExample, format: ExportFormat): string {
  switch (format) {
    case 'patchbay':
      return `${JSON.stringify({ id, split, ...data })}\n`
    case 'openai':
      return `${JSON.stringify({ messages: toMessages(data) })}\n`
    case 'plain':
      return `${JSON.stringify(data)}\n`
    case 'promptfoo':
      // JSON is YAML too.
      return `  - ${JSON.stringify(promptfooTest(toTestCase(data)))}\n`
    case 'openai-evals':
    case 'langfuse':
    case 'braintrust':
    case 'langsmith':
    case 'inspect':
      return `${JSON.stringify(caseRow(format, { id, split, ...toTestCase(data) }))}\n`
    default: {
      const unhandled: never = format
      return unhandled
    }
  }
}

/** Every kind as a conversation: a label becomes the assistant's answer. */
export function toMessages(data: VersionExample['data']): ExampleMessage[] {
  if ('messages' in data) return data.messages
  if ('text' in data)
    return [
      { role: 'user', content: data.text },
      { role: 'assistant', content: data.label },
    ]
  if ('inputs' in data)
    return [
      { role: 'user', content: Object.values(data.inputs).map(caseText).join('\n') },
      { role: 'assistant', content: caseText(data.expected ?? '') },
    ]
  const prompt = data.context === undefined ? data.question : `${data.context}\n\n${data.question}`
  return [
    { role: 'user', content: prompt },
    { role: 'assistant', content: data.answer },
  ]
}
