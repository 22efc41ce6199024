import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Json } from '@/lib/core/json'
import type { Graph } from '../graph'
import { canonicalGraph, canonicalJson } from './canonical'

/**
 * Equal for graphs that run the same way. Positions and sizes are excluded. Labels are included, because tool
 * names derive from them. So is the order of nodes and edges, which determines the order of answers and the
 * winning source.
 */
export function hashGraph(graph: Graph): string {
  const { nodes, edges, schemaVersion } = canonicalGraph(graph)
  const parts: Json = {
    schemaVersion,
    nodes: nodes.map(({ id, type, version, label, config, parent, disabled, pinned, policy }) => ({
      id,
      type,
      version,
      label,
      config,
      parent: parent ?? null,
      disabled: disabled ?? false,
      pinned: pinned ?? null,
      policy: policy === undefined ? null : canonicalJson(JSON.parse(JSON.stringify(policy))),
    })),
    edges: edges.map(({ from, to }) => [from.node, from.port, to.node, to.port]),
  }
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(parts))))
}
