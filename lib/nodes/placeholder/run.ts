import 'server-only'
import { raise } from '@/lib/core/app-error'
import { defineNode } from '@/lib/engine/node-definition'
import type { PlaceholderConfig } from './manifest'

export default defineNode<PlaceholderConfig>({
  async run() {
    return raise('INTERNAL', 'A graph with a placeholder does not compile')
  },
})
