import {
  type CaseExample,
  type ClassificationExample,
  caseText,
  type ExampleData,
  type QaExample,
} from '@/lib/contracts/example-data'
import type { CheckItem, CheckMessage } from './check-item'

const ANSWER_TOKENS = 256
const LABEL_TOKENS = 32
const LABEL_LENGTH = 160

/** The prompt for one example of a data set. */
export function qualityItem({ id, data }: { id: string; data: ExampleData }, labels: readonly string[]): CheckItem {
  if ('question' in data) return answerItem(id, questionOf(data), data.question, data.answer)
  if ('label' in data) return labelItem(id, data, labels)
  if ('inputs' in data) return caseItem(id, data)
  const promptMessages = data.messages.slice(0, -1)
  return answerItem(id, promptMessages, promptMessages.at(-1)?.content ?? '', data.messages.at(-1)?.content ?? '')
}

function caseItem(id: string, { inputs, expected = '' }: CaseExample): CheckItem {
  const content = Object.values(inputs).map(caseText).join('\n')
  return answerItem(id, [{ role: 'user', content }], content, caseText(expected))
}

function questionOf({ question, context }: QaExample): CheckMessage[] {
  const system =
    context === undefined ? 'Answer as briefly as you can.' : 'Answer from the text only, as briefly as you can.'
  const content = context === undefined ? question : `Text:\n${context}\n\nQuestion: ${question}`
  return [
    { role: 'system', content: system },
    { role: 'user', content },
  ]
}

function answerItem(exampleId: string, messages: CheckMessage[], question: string, expected: string): CheckItem {
  return {
    label: short(question),
    messages,
    maxOutputTokens: ANSWER_TOKENS,
    expected,
    exampleId,
    rule: { kind: 'answer', expected },
  }
}

function labelItem(exampleId: string, { text, label }: ClassificationExample, labels: readonly string[]): CheckItem {
  const system = `Choose the label that fits the text. Answer with the label alone.\nLabels: ${labels.join(', ')}`
  return {
    label: short(text),
    maxOutputTokens: LABEL_TOKENS,
    expected: label,
    exampleId,
    messages: [
      { role: 'system', content: system },
      { role: 'user', content: text },
    ],
    rule: { kind: 'label', expected: label, labels },
  }
}

const short = (text: string): string => (text.length <= LABEL_LENGTH ? text : `${text.slice(0, LABEL_LENGTH - 1)}…`)
