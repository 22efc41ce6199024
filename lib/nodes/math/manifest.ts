import { z } from 'zod'
import { defineManifest } from '@/lib/graph/manifest'
import { layout } from '@/lib/graph/schema/field-layout'
import { ToolDescription } from '../shared/models/tool-description'
import { variablePorts } from '../shared/variable-ports'

const Config = z.strictObject({
  expression: z
    .string()
    .max(1_000)
    .default('{{expression}}')
    .meta(
      layout({
        label: 'Expression',
        input: 'textarea',
        references: true,
        placeholder: 'round({{price}} * 1.19, 2)',
        help: 'Numbers with + - * / % ^ and parentheses, and abs, ceil, floor, trunc, sign, round, sqrt, pow, mod, exp, ln, log10, sin, cos, tan, percent, min, max, sum and average. Each {{name}} becomes an input.',
      }),
    ),
  toolDescription: ToolDescription,
})
export type MathConfig = z.infer<typeof Config>

export const manifest = defineManifest<MathConfig>({
  type: 'math',
  version: 1,
  label: 'Math',
  description: 'Calculates with exact decimal numbers. Agents can use it as a calculator.',
  group: 'logic',
  icon: 'calculator',
  config: Config,
  effect: 'pure',
  tool: true,
  templates: [{ path: 'expression', encoding: 'text' }],
  ports: ({ expression }) => ({
    inputs: variablePorts([expression], 'any'),
    outputs: [
      { id: 'value', label: 'Value', kind: 'number' },
      { id: 'text', label: 'Text', kind: 'text', description: 'All digits of the result.' },
    ],
  }),
  summary: ({ expression }) => expression,
})
