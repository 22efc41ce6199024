import { z } from 'zod'
import { defineManifest } from '@/lib/graph/manifest'

const Config = z.strictObject({})
export type LoopBreakConfig = z.infer<typeof Config>

export const manifest = defineManifest<LoopBreakConfig>({
  type: 'loop-break',
  version: 1,
  label: 'Break',
  description: 'Ends the Loop or Map around it. Its value becomes the result.',
  group: 'logic',
  icon: 'octagon',
  config: Config,
  effect: 'pure',
  jump: 'break',
  ports: () => ({
    inputs: [
      {
        id: 'value',
        label: 'Value',
        kind: 'any',
        required: true,
        description: 'The result of the Loop. In a Map, the result of the last item.',
      },
    ],
    outputs: [],
  }),
})
