import 'server-only'
import { defineNode } from '@/lib/engine/node-definition'
import type { GroupConfig } from './manifest'

export default defineNode<GroupConfig>({
  async run() {
    // Frames are excluded from every plan; the generated index requires a run function for each
    // node.
    return {}
  },
})
