import { z } from 'zod'
import { GraphId } from '@/lib/graph/graph'
import type { GraphIssue } from '@/lib/graph/issue'
import { defineManifest } from '@/lib/graph/manifest'
import { layout } from '@/lib/graph/schema/field-layout'
import { textRef } from '@/lib/messages/problems/text-ref'
import { findRepeated } from '../shared/find-repeated'
import { ToolDescription } from '../shared/models/tool-description'
import { findPackages } from '../shared/python/find-packages'

const CodeInput = z.strictObject({
  name: GraphId.meta(layout({ label: 'Name' })),
  kind: z
    .enum(['any', 'text', 'number', 'boolean', 'json', 'documents', 'messages'])
    .default('any')
    .meta(
      layout({
        label: 'Kind',
        input: 'select',
        options: {
          any: 'Any value',
          text: 'Text',
          number: 'Number',
          boolean: 'Yes or no',
          json: 'JSON',
          documents: 'Passages',
          messages: 'Messages',
        },
      }),
    ),
  required: z
    .boolean()
    .default(true)
    .meta(layout({ label: 'Required', input: 'switch' })),
  description: z
    .string()
    .max(300)
    .default('')
    .meta(layout({ label: 'Description for agents', advanced: true })),
})

const Config = z.strictObject({
  language: z
    .enum(['javascript', 'python'])
    .default('javascript')
    .meta(layout({ label: 'Language', input: 'select', options: { javascript: 'JavaScript', python: 'Python' } })),
  inputs: z
    .array(CodeInput)
    .max(20)
    .default([{ name: 'text', kind: 'text', required: true, description: '' }])
    .meta(layout({ label: 'Inputs', itemLabel: 'input', input: 'list' })),
  code: z
    .string()
    .max(100_000)
    .default('return input.text.toUpperCase()')
    .meta(
      layout({
        label: 'JavaScript',
        input: 'code',
        help: 'The inputs are in “input”. Use “return” for the result. The code has no access to network or files.',
        showWhen: { field: 'language', values: ['javascript'] },
      }),
    ),
  python: z
    .string()
    .max(100_000)
    .default('def main(text):\n    return text.upper()\n')
    .meta(
      layout({
        label: 'Python',
        input: 'textarea',
        help: 'The function main receives the inputs by name. The standard library is available, without network and files.',
        showWhen: { field: 'language', values: ['python'] },
      }),
    ),
  timeoutSeconds: z
    .number()
    .min(1)
    .max(30)
    .default(5)
    .meta(layout({ label: 'Timeout', input: 'number', unit: 'seconds', advanced: true })),
  toolDescription: ToolDescription,
})
export type CodeConfig = z.infer<typeof Config>

export const manifest = defineManifest<CodeConfig>({
  type: 'code',
  version: 1,
  label: 'Code',
  description: 'Runs JavaScript or Python in a sandbox and returns the result.',
  group: 'tool',
  icon: 'code',
  config: Config,
  effect: 'pure',
  reusable: false,
  tool: true,
  ports: ({ inputs }) => ({
    inputs: inputs.map(({ name, kind, required, description }) => ({
      id: name,
      label: name,
      kind,
      required,
      ...(description === '' ? {} : { description }),
    })),
    outputs: [{ id: 'result', label: 'Result', kind: 'any' }],
  }),
  summary: ({ language, code, python }) => (language === 'python' ? python : code).trim().split('\n')[0] ?? '',
  check: ({ language, inputs, python }, nodeId) => [
    ...findRepeated(
      inputs.map((input) => input.name),
      { nodeId, path: 'inputs' },
    ),
    ...(language === 'python' ? findPackages(python).map((found) => packageIssue(found, nodeId)) : []),
  ],
  defaultPolicy: { timeoutSeconds: 40 },
})

function packageIssue({ name, line }: { name: string; line: number }, nodeId: string): GraphIssue {
  const text = textRef('nodeSettings.pythonPackage', { name, line })
  return { code: 'INVALID_CONFIG', severity: 'error', ...text, nodeId, path: 'python' }
}
