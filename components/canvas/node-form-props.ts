import type { JsonObject } from '@/lib/core/json'

/** Props of a custom node form that replaces the generated one. */
export interface NodeFormProps {
  nodeId: string
  config: JsonObject
  onChange(config: JsonObject): void
}
