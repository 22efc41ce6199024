import 'server-only'
import { defineNode } from '@/lib/engine/node-definition'
import type { NoteConfig } from './manifest'

export default defineNode<NoteConfig>({
  async run() {
    // Notes are excluded from every plan; the generated index requires a run function for each
    // node.
    return {}
  },
})
