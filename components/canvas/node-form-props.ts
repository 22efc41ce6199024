import type { JsonObject } from '@/lib/core/json'

/** What a node's own form gets in place of the generated one. */
export interface NodeFormProps {
  nodeId: string
  config: JsonObject
  onChange(config: JsonObject): void
}
