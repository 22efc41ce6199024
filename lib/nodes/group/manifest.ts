import { z } from 'zod'
import { defineManifest } from '@/lib/graph/manifest'

const Config = z.strictObject({})
export type GroupConfig = z.infer<typeof Config>

export const manifest = defineManifest<GroupConfig>({
  type: 'group',
  version: 1,
  label: 'Frame',
  description: 'A titled frame around nodes. Moving it also moves its nodes. It does not affect runs.',
  group: 'note',
  icon: 'square-dashed',
  config: Config,
  role: 'note',
  effect: 'pure',
  ports: () => ({ inputs: [], outputs: [] }),
})
