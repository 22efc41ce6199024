import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'

/** The tool description when an agent uses the node. */
export const ToolDescription = z
  .string()
  .max(1_000)
  .default('')
  .meta(
    layout({
      label: 'Description for agents',
      input: 'textarea',
      advanced: true,
      help: 'When and why a model should use this node as a tool.',
    }),
  )
