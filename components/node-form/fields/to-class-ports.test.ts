import { expect, test } from 'vitest'
import { GraphId } from '@/lib/graph/graph'
import { toClassPorts } from './to-class-ports'

test('each class has its own port with a stable id, whatever its name', () => {
  const names = ['card_arrival', 'card arrival', 'Überweisung', '账单', '__proto__', 'x'.repeat(200), '😀']
  const ports = toClassPorts(names)
  expect(ports.map(({ name }) => name)).toEqual(names)
  expect(new Set(ports.map(({ id }) => id)).size).toBe(names.length)
  for (const { id } of ports) expect(GraphId.safeParse(id).success, id).toBe(true)
  expect(toClassPorts(names)).toEqual(ports)
})
