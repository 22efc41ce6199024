import type { DatasetKind, ExampleData } from '@/lib/contracts/example-data'

export function emptyExample(kind: DatasetKind): ExampleData {
  if (kind === 'qa') return { question: '', answer: '' }
  if (kind === 'classification') return { text: '', label: '' }
  if (kind === 'case') return { inputs: { message: '' } }
  return {
    messages: [
      { role: 'user', content: '' },
      { role: 'assistant', content: '' },
    ],
  }
}
