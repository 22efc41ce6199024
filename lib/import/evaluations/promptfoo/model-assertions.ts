import { caseText } from '@/lib/contracts/example-data'
import type { Assertion } from './assertions'

const MAX_CRITERION = 500
const FACTS = 'The answer agrees with the facts of the expected answer.'
const RELEVANT = 'The answer answers the question.'

export interface JudgeAssertion {
  type: string
  /** The criterion. */
  text: string
}

/** A model-graded assertion; null for other assertions and for those without a criterion. */
export function judgeOf({ type, value }: Assertion): JudgeAssertion | null {
  const text = value === undefined ? '' : caseText(value).trim().slice(0, MAX_CRITERION)
  const judge = (rubric: string) => ({ type: String(type), text: rubric })
  switch (type) {
    case 'llm-rubric':
    case 'g-eval':
    case 'model-graded-closedqa':
      return text === '' || text.startsWith('file://') ? null : judge(text)
    case 'factuality':
    case 'model-graded-factuality':
      return judge(FACTS)
    case 'answer-relevance':
      return judge(RELEVANT)
    case 'context-faithfulness':
      return judge('')
    case 'select-best':
      return judge(text)
    default:
      return null
  }
}
