import type { CaseExample, ExampleData } from '@/lib/contracts/example-data'
import type { SliceView } from '@/lib/contracts/experiments'
import { detectLanguage } from '@/lib/rag/text/detect-language'
import { inputText, toTestCase } from '../test-case'

const SHORT_WORDS = 10
const LONG_WORDS = 40

type Slice = Pick<SliceView, 'by' | 'name'>

/** Properties that an example shares with others. */
export function slicesOf(data: ExampleData): Slice[] {
  const text = inputText(toTestCase(data))
  const language = detectLanguage(text)
  const { tags = [], group } = 'inputs' in data ? data : ({} as Partial<CaseExample>)
  const words = text.split(/\s+/).filter((word) => word !== '').length
  return [
    ...[...new Set(tags)].map((name): Slice => ({ by: 'tag', name })),
    ...(language === 'und' ? [] : [{ by: 'language' as const, name: language }]),
    { by: 'length', name: words <= SHORT_WORDS ? 'short' : words > LONG_WORDS ? 'long' : 'medium' },
    ...(group === undefined ? [] : [{ by: 'source' as const, name: group }]),
  ]
}
