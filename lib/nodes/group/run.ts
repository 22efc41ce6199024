import 'server-only'
import { defineNode } from '@/lib/engine/node-definition'
import type { GroupConfig } from './manifest'

export default defineNode<GroupConfig>({
  async run() {
    // Frames are left out of every plan, as notes are; the index wants a folder to be complete.
    return {}
  },
})
