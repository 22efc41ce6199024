import type { Json } from '@/lib/core/json'
import type { Graph } from './graph'

const ADDRESS = /\bhttps?:\/\/([^\s/?#"'<>{}\\]+)/gi

/** Hosts of the addresses in the settings of nodes, sorted. */
export function hostsOfGraph({ nodes }: Graph): string[] {
  const hosts = new Set<string>()
  for (const { config } of nodes) collect(config, hosts)
  return [...hosts].toSorted()
}

function collect(value: Json, hosts: Set<string>): void {
  if (typeof value === 'string') {
    for (const [, host = ''] of value.matchAll(ADDRESS)) hosts.add((host.split('@').at(-1) ?? host).toLowerCase())
  } else if (typeof value === 'object' && value !== null)
    for (const child of Object.values(value)) collect(child, hosts)
}
