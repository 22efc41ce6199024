import 'server-only'
import { defineNode } from '@/lib/engine/node-definition'
import type { MergeConfig } from './manifest'

export default defineNode<MergeConfig>({
  async run({ config, inputs }) {
    return { value: config.mode === 'all' ? inputs : (inputs.values ?? null) }
  },
})
