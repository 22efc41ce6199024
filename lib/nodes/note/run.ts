import 'server-only'
import { defineNode } from '@/lib/engine/node-definition'
import type { NoteConfig } from './manifest'

export default defineNode<NoteConfig>({
  async run() {
    // Notes are left out of every plan; the index wants a folder to be complete.
    return {}
  },
})
