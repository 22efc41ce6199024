import type { Json, JsonObject } from './values'

export interface Variable {
  name: string
  type: 'text' | 'number' | 'boolean' | 'json' | 'list'
  default: Json
  /** Whether its value ends with the run. */
  isOfRun: boolean
  maxCharacters: number
}

export interface Assignment {
  variable: string
  operation: string
  value: Json
}

/** The variables of a run. */
export class Variables {
  private readonly values = new Map<string, Json>()
  private readonly declared: readonly Variable[]
  private readonly kept: JsonObject

  /** @param kept values of variables that outlast the run, which it changes */
  constructor(declared: readonly Variable[], kept: JsonObject = {}) {
    this.declared = declared
    this.kept = kept
    for (const { name, isOfRun, default: value } of declared)
      this.values.set(name, !isOfRun && Object.hasOwn(kept, name) ? (kept[name] ?? null) : value)
  }

  valueOf(name: string): Json {
    return this.values.get(name) ?? null
  }

  /** Applies all changes or none. Returns the new values by name. */
  assign(assignments: readonly Assignment[]): JsonObject {
    const drafts = new Map<string, Json>()
    for (const { variable: name, operation, value } of assignments) {
      const variable = this.declared.find((declared) => declared.name === name)
      if (!variable) throw new Error(`There is no variable “${name}”.`)
      const next = operate(variable, drafts.get(name) ?? this.valueOf(name), operation, value)
      const changed = next === undefined ? undefined : convertTo(variable.type, next)
      if (changed === undefined) throw new Error(`The value does not fit the variable “${name}”.`)
      if (lengthOf(changed) > variable.maxCharacters)
        throw new Error(`The value of the variable “${name}” is too long.`)
      drafts.set(name, changed)
    }
    for (const [name, value] of drafts) {
      this.values.set(name, value)
      if (!this.declared.find((variable) => variable.name === name)?.isOfRun) this.kept[name] = value
    }
    return Object.fromEntries(drafts)
  }
}

function operate(variable: Variable, current: Json, operation: string, value: Json): Json | undefined {
  if (operation === 'set') return value
  if (operation === 'clear') return variable.default
  if (operation === 'merge') return merged(current, convertTo('json', value))
  if (Array.isArray(current)) return changedList(current, operation, value)
  if (operation === 'append') return joined(current, value)
  return calculated(current, operation, convertTo('number', value))
}

function changedList(current: Json[], operation: string, value: Json): Json | undefined {
  if (operation === 'append') return [...current, value]
  if (operation === 'remove-first') return current.slice(1)
  if (operation === 'remove-last') return current.slice(0, -1)
  const items = operation === 'extend' ? convertTo('list', value) : undefined
  return Array.isArray(items) ? [...current, ...items] : undefined
}

function calculated(current: Json, operation: string, number: Json | undefined): Json | undefined {
  if (typeof current !== 'number' || typeof number !== 'number') return undefined
  const result = operation === 'increment' ? current + number : current * number
  return Number.isFinite(result) ? result : undefined
}

function merged(current: Json, added: Json | undefined): Json | undefined {
  const target = current === null ? {} : current
  return isPlain(target) && isPlain(added) ? { ...target, ...added } : undefined
}

function joined(current: Json, value: Json): Json | undefined {
  const text = convertTo('text', value)
  return text === undefined ? undefined : `${current}${text}`
}

export function convertTo(type: Variable['type'], value: Json): Json | undefined {
  switch (type) {
    case 'text':
      if (value === null) return ''
      return typeof value === 'object' ? undefined : String(value)
    case 'number':
      return numberOf(value)
    case 'boolean':
      if (value === true || value === 'true') return true
      return value === false || value === 'false' ? false : undefined
    case 'list':
      return listOf(parsed(value))
    case 'json':
      return parsed(value)
  }
}

function numberOf(value: Json): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}

function listOf(value: Json): Json[] | undefined {
  return Array.isArray(value) ? value : undefined
}

/** Text that is a JSON object or list is parsed. */
function parsed(value: Json): Json {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}

function isPlain(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function lengthOf(value: Json): number {
  return typeof value === 'string' ? value.length : JSON.stringify(value).length
}
