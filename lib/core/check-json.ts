/**
 * Checks an untrusted value in one pass without recursion: `invalid` if it contains something that
 * JSON cannot represent, `prototype` if a key in it would reach a prototype on assignment.
 */
export function checkJson(value: unknown): 'valid' | 'invalid' | 'prototype' {
  const pending: unknown[] = [value]
  let hasPrototype = false
  while (pending.length > 0) {
    const next = pending.pop()
    if (typeof next !== 'object' || next === null) {
      if (!isLeaf(next)) return 'invalid'
    } else if (Array.isArray(next)) addItems(next, pending)
    else if (isPlain(next)) hasPrototype = addValues(next, pending) || hasPrototype
    else return 'invalid'
  }
  return hasPrototype ? 'prototype' : 'valid'
}

const isLeaf = (value: unknown): boolean =>
  typeof value === 'string' || typeof value === 'boolean' || value === null || Number.isFinite(value)

function addItems(items: readonly unknown[], pending: unknown[]): void {
  for (let index = 0; index < items.length; index += 1) pending.push(items[index])
}

/** @returns whether one of its own keys is `__proto__` */
function addValues(value: object, pending: unknown[]): boolean {
  addItems(Object.values(value), pending)
  return Object.hasOwn(value, '__proto__')
}

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null || Object.getPrototypeOf(prototype) === null
}
