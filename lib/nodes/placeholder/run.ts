import 'server-only'
import { raiseInternal } from '@/lib/core/internal-error'
import { defineNode } from '@/lib/engine/node-definition'
import type { PlaceholderConfig } from './manifest'

export default defineNode<PlaceholderConfig>({
  async run() {
    return raiseInternal('A graph with a placeholder does not compile')
  },
})
