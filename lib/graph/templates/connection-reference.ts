import type { JsonObject } from '@/lib/core/json'

/** `{{connection.name.field}}`: a credential that appears in no text before the request is sent. */
export interface ConnectionReference {
  name: string
  /** Id of the connection. */
  connection: string
  field: string
}

export const CONNECTION_NAME = /^[a-z][a-zA-Z0-9]{0,39}$/

/** @param config of the node, which lists its connections by name. @returns null for any other reference */
export function connectionReference(path: readonly string[], config: JsonObject): ConnectionReference | null {
  const [root, name = '', field = '', ...rest] = path
  if (root !== 'connection' || rest.length > 0 || !CONNECTION_NAME.test(field)) return null
  const listed = Array.isArray(config.connections) ? config.connections : []
  for (const item of listed) {
    if (typeof item !== 'object' || item === null || Array.isArray(item) || item.name !== name) continue
    return typeof item.connection === 'string' ? { name, connection: item.connection, field } : null
  }
  return null
}
