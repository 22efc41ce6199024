import { expect, test } from 'vitest'
import { GraphId } from '@/lib/graph/graph'
import { isNodeType, manifestOf, manifests } from './manifests.gen'

const all = Object.entries(manifests)

test('has valid defaults with distinct port names for every node', () => {
  for (const [type, manifest] of all) {
    expect(manifest.type).toBe(type)
    const config = manifest.config.parse({})
    const ports = manifestOf(type)?.ports(config)
    // Edges refer to ports by id only, so ports inside a container must differ from those outside.
    for (const side of ['inputs', 'outputs'] as const) {
      const ids = [...(ports?.[side] ?? []), ...(ports?.inner?.[side] ?? [])].map((port) => port.id)
      expect(new Set(ids).size).toBe(ids.length)
      expect(ids.every((id) => GraphId.safeParse(id).success)).toBe(true)
    }
  }
})

test('has text as the kind of every streaming port', () => {
  for (const [type] of all) {
    const manifest = manifestOf(type)
    if (!manifest?.streams) continue
    const port = manifest.ports(manifest.config.parse({})).outputs.find((output) => output.id === manifest.streams)
    expect(port?.kind).toBe('text')
  }
})

test('does not accept inherited property names as node types', () => {
  for (const name of ['constructor', '__proto__', 'toString']) {
    expect(isNodeType(name)).toBe(false)
    expect(manifestOf(name)).toBeUndefined()
  }
})
