import { z } from 'zod'
import { defineManifest } from '@/lib/graph/manifest'

const Config = z.strictObject({})
export type AnswerConfig = z.infer<typeof Config>

export const manifest = defineManifest<AnswerConfig>({
  type: 'answer',
  version: 1,
  label: 'Answer',
  description: 'Returns the result of the app: streamed text with citations, files, or values.',
  group: 'output',
  icon: 'flag',
  config: Config,
  role: 'answer',
  effect: 'pure',
  ports: () => ({
    inputs: [
      { id: 'text', label: 'Text', kind: 'text', required: true, unless: ['files'] },
      {
        id: 'files',
        label: 'Files',
        kind: 'file',
        list: true,
        many: true,
        description: 'Files returned with the text, such as images, recordings and documents.',
      },
      { id: 'citations', label: 'Citations', kind: 'json' },
      {
        id: 'documents',
        label: 'Passages',
        kind: 'documents',
        description: 'Shown as sources when the text contains no citations.',
      },
      { id: 'data', label: 'Values', kind: 'json', description: 'JSON for callers of the app.' },
    ],
    outputs: [],
  }),
})
