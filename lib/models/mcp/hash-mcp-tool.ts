import 'server-only'
import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { JsonObject } from '@/lib/core/json'

/** The parts of a tool's definition that reach a model or decide how it is called. */
const PINNED = ['name', 'description', 'inputSchema', 'outputSchema', 'annotations']

/** SHA-256 of the canonical JSON (RFC 8785) of a tool as its server sent it, so that any change of its meaning shows. */
export function hashMcpTool(raw: JsonObject): string {
  const pinned = Object.fromEntries(PINNED.flatMap((key) => (Object.hasOwn(raw, key) ? [[key, raw[key]]] : [])))
  return createHash('sha256')
    .update(canonicalize(pinned) ?? '', 'utf8')
    .digest('hex')
}
